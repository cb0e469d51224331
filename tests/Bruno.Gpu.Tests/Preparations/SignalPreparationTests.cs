using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Tests.Formats;

namespace Bruno.Gpu.Tests.Preparations;

/// <summary>Bins, resampling, selection and log-mel spectrograms, against values computed by hand and by numpy from the definitions.</summary>
public sealed class SignalPreparationTests
{
    private static readonly SignalShape Three = new(["a", "b", "c"], 2e-3);
    private static readonly SignalShape Sound = new(["sound"], 1.0 / 8000);

    [Theory]
    [InlineData(BinKind.Sum, new float[] { 12, 9, 36, 21, 27, 15 })]
    [InlineData(BinKind.Mean, new float[] { 3, 4.5f, 9, 10.5f, 13.5f, 15 })]
    [InlineData(BinKind.Largest, new float[] { 5, 6, 11, 12, 14, 15 })]
    public void Bins(BinKind by, float[] expected)
    {
        BinPreparation bin = new() { Steps = 2, Channels = 2, By = by };
        Recording recording = new()
        {
            Values = [.. Enumerable.Range(1, 15).Select(i => (float)i)], Steps = 5, Origin = "made", StepLabels = [-1, 0, 1, -1, 2], Targets = [1, 2, 3, 4, 5],
        };
        Recording binned = bin.Apply(recording, Three);
        Assert.Equal(expected, binned.Values);
        Assert.Equal([0, 1, 2], binned.StepLabels!);
        Assert.Equal([1.5f, 3.5f, 5], binned.Targets!);
        Assert.Equal(["a..b", "c"], bin.After(Three).Channels);
        Assert.Equal(4e-3, bin.After(Three).StepSeconds);
    }

    [Fact]
    public void ResampledStepsHaveTheNearestClass()
    {
        Recording recording = new() { Values = [0, 1, 2, 3, 4], Steps = 5, Origin = "made", StepLabels = [0, 1, 2, 3, 4] };
        SignalShape one = new(["x"], 1);
        Assert.Equal([0, 2, 4], new ResamplePreparation { Steps = 3 }.Apply(recording, one).StepLabels!);
        Recording longer = new ResamplePreparation { Steps = 8, StepSeconds = 3 }.Apply(recording, one);
        Assert.Equal([0, 1, 1, 2, 2, 3, 3, 4], longer.StepLabels!);
        Assert.Equal(4 / 7f, longer.Values[1], 1e-6f);
        Assert.Equal(3, new ResamplePreparation { StepSeconds = 3 }.After(one).StepSeconds);
    }

    [Fact]
    public void SelectedChannels_InTheOrderAskedFor()
    {
        SelectPreparation select = new() { Channels = ["c", "a"] };
        Assert.Equal([3f, 1, 6, 4], select.Apply(new() { Values = [1, 2, 3, 4, 5, 6], Steps = 2, Origin = "made" }, Three).Values);
        Assert.Equal(["c", "a"], select.After(Three).Channels);
        Assert.Contains("the channels zz", Assert.Throws<BrunoException>(() => new SelectPreparation { Channels = ["zz", "a"] }.After(Three)).Message);
    }

    /// <summary>x_n = sin(2 pi 440 n / 8000) / 2 + cos(2 pi 1800 n / 8000) / 4; numpy in double precision.</summary>
    [Fact]
    public void LogMelOfTwoTones()
    {
        LogMelPreparation mel = new() { Bands = 6, LowestFrequency = 20 };
        Recording frames = mel.Apply(Tones(800), Sound);
        Assert.Equal((8, 48), (frames.Steps, frames.Values.Length));
        AssertNear([0.379008753, 1.164151979, -10.900836793, -0.797130633, -0.334919857, -16.512487301], frames.Values[..6]);
        AssertNear([0.379008883, 1.164151932, -10.871325964, -0.797130465, -0.334919894, -16.563651917], frames.Values[^6..]);
        Assert.Equal(0.01, mel.After(Sound).StepSeconds, 1e-15);
    }

    [Fact]
    public void ASoundShorterThanAWindow_IsFilledUp()
    {
        Recording frames = new LogMelPreparation { Bands = 4, LowestFrequency = 100, HighestFrequency = 3000 }.Apply(Tones(150), Sound);
        Assert.Equal(1, frames.Steps);
        AssertNear([1.33781911, -0.44651474, -1.023843466, -0.268117806], frames.Values);
        Assert.All(new LogMelPreparation { Floor = 1e-3 }.Apply(new() { Values = new float[300], Steps = 300, Origin = "made" }, Sound).Values,
            value => Assert.Equal(MathF.Log(1e-3f), value, 1e-5f));
    }

    [Fact]
    public void LogMelOfASpokenDigit()
    {
        WaveFile sound = WaveFile.Read(SharedDatasets.Find("free-spoken-digits", "recordings", "7_jackson_32.wav"));
        Recording frames = new LogMelPreparation().Apply(new() { Values = sound.Values, Steps = sound.Frames, Origin = "made" }, Sound);
        Assert.Equal((4301, 52), (sound.Frames, frames.Steps));
        Assert.Equal(-21034.165158, frames.Values.Sum(value => (double)value), 0.05);
        AssertNear([-14.98884672, -13.911477115, -14.307403495, -13.720535118, -9.355018073], [.. ((int[])[0, 1, 5, 20, 39]).Select(band => frames.Values[10 * 40 + band])], 1e-3);
        AssertNear([-8.243675088, -14.751922437], [frames.Values[51 * 40], frames.Values[51 * 40 + 39]], 1e-3);
    }

    [Fact]
    public void LogMelNeedsOneChannelAndFrequenciesOfTheSound()
    {
        Assert.Contains("sound of one channel", Assert.Throws<BrunoException>(() => new LogMelPreparation().After(Three)).Message);
        Assert.Contains("4000 Hz", Assert.Throws<BrunoException>(() => new LogMelPreparation { HighestFrequency = 5000 }.After(Sound)).Message);
    }

    private static Recording Tones(int count) => new()
    {
        Values = [.. Enumerable.Range(0, count).Select(n => (float)(0.5 * Math.Sin(2 * Math.PI * 440 * n / 8000) + 0.25 * Math.Cos(2 * Math.PI * 1800 * n / 8000)))],
        Steps = count, Origin = "made",
    };

    /// <summary>Single precision loses what lies sixteen powers of e below the tones.</summary>
    private static void AssertNear(double[] expected, float[] actual, double tolerance = 2e-5) =>
        Assert.Equal(expected, actual.Select(value => (double)value), (a, b) => Math.Abs(a - b) < (a < -10 && tolerance < 1e-3 ? 0.05 : tolerance));
}
