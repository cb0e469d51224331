using System.Security.Cryptography;
using Bruno.Gpu.Datasets;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class TactileFingertipTests
{
    private static readonly TactileOptions Still = new()
    {
        Noise = 0, Drift = 0, SpeedSpread = 0, LateralSpreadMetres = 0, RotationSpreadDegrees = 0,
        PressureSpread = 0, TaxelGainSpread = 0, StartDelaySeconds = 0,
    };

    [Fact]
    public void Record_SameArguments_SameCounts() =>
        Assert.Equal(TactileFingertip.Record(new(), 7, 5, 3).Counts, TactileFingertip.Record(new(), 7, 5, 3).Counts);

    [Fact]
    public void Record_OtherSeedLetterOrRepetition_OtherCounts()
    {
        byte[] reference = TactileFingertip.Record(new(), 7, 5, 3).Counts;
        Assert.NotEqual(reference, TactileFingertip.Record(new(), 8, 5, 3).Counts);
        Assert.NotEqual(reference, TactileFingertip.Record(new(), 7, 6, 3).Counts);
        Assert.NotEqual(reference, TactileFingertip.Record(new(), 7, 5, 4).Counts);
    }

    [Fact]
    public void Record_IsTheSameOnEveryMachine()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int letter = 0; letter < BrailleAlphabet.Count; letter++)
            hash.AppendData(TactileFingertip.Record(new(), 42, letter, letter + 1).Counts);
        // Changes with the defaults of the options and with the simulator: then check the difficulty stated in the docs again.
        Assert.Equal("F751D4BEE07F8980EE2E84546466CD60E6825007781914C50E5DAEFE5E3CBF23", Convert.ToHexString(hash.GetHashAndReset()));
    }

    [Fact]
    public void Record_Space_IsTheBaseline()
    {
        TactileRecording recording = TactileFingertip.Record(Still, 0, 0, 0);
        // 18 mm at 3 mm/s are 6 s, read 40 times a second from the first moment to the last.
        Assert.Equal(241, recording.Samples);
        Assert.All(recording.Counts, count => Assert.Equal(40, count));
    }

    [Fact]
    public void Record_SingleDot_HasTheValueOfTheFormula()
    {
        // A is dot 1: 1.25 mm left of and 2.5 mm above the sign's middle, which starts at x = -9 mm. It passes taxel 6
        // (-1.03 mm, 3.38 mm) most closely once the middle is at 0.22 mm, 9.22 mm / 3 mm/s = 3.07 s after the start: reading 123.
        TactileRecording recording = TactileFingertip.Record(Still, 0, 1, 0);
        int[] taxel6 = [.. Enumerable.Range(0, recording.Samples).Select(k => (int)recording.Counts[k * 12 + 5])];
        double spread = 1.1 * 1.1 + 0.75 * 0.75 / 6.0;
        double rim = 1.0 - (1.03 * 1.03 + 3.38 * 3.38) / 64.0;
        double x = 123 / 40.0 * 3.0 - 9.0 - 1.25 + 1.03;
        double y = 2.5 - 3.38;
        double expected = 40.0 + 90.0 * rim * Math.Exp(-(x * x + y * y) / (2.0 * spread));
        Assert.InRange(taxel6[123], expected - 0.5, expected + 0.5);
        Assert.Equal(taxel6.Max(), taxel6[123]);
    }

    [Fact]
    public void Record_Lengths_Vary()
    {
        int[] lengths = [.. Enumerable.Range(0, 50).Select(repetition => TactileFingertip.Record(new(), 0, 1, repetition).Samples)];
        Assert.All(lengths, length => Assert.InRange(length, 150, 400));
        Assert.True(lengths.Distinct().Count() > 10);
    }

    [Fact]
    public void BrailleSigns_AreAllDifferent()
    {
        Assert.Equal(27, BrailleAlphabet.Count);
        Assert.Equal(27, Enumerable.Range(0, 27).Select(sign => string.Concat(BrailleAlphabet.RaisedDots(sign))).Distinct().Count());
        Assert.Equal(["Space", "A", "B", "Z"], new[] { 0, 1, 2, 26 }.Select(sign => BrailleAlphabet.Names[sign]));
        Assert.Equal([2, 4, 5, 6], BrailleAlphabet.RaisedDots(23));
    }
}
