using Bruno.Gpu.Datasets;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Tests.Formats;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>The public recordings of shared/datasets, by their names: shapes, classes and sums as numpy and the wave module of Python see them.</summary>
public sealed class SharedRecordingsTests
{
    [Fact]
    public void Braille7()
    {
        Dataset set = Load("braille7", "braille7");
        Assert.Equal((920, 12, 7), (Samples(set).Length, set.Channels, set.Outputs));
        Assert.Equal(639860, Sum(set));
        Assert.Equal([128, 138, 130, 136, 126, 133, 129], Classes(set));
        Assert.Equal(58441, Samples(set).Sum(sample => Enumerable.Range(0, 256).Sum(step => sample.Values[step * 12 + 3])));
    }

    [Fact]
    public void Braille7InItsOriginalForm()
    {
        RecordingSet set = RecordingFiles.Read(SharedDatasets.Find("braille7", "ds_val_0.pt"), new(), new());
        Assert.Equal((280, 12), (set.Recordings.Count, set.Channels.Count));
        Assert.Equal(195493, set.Recordings.Sum(r => r.Values.Sum(value => (double)value)));
        Assert.All(set.Recordings.CountBy(r => r.Label), entry => Assert.Equal(40, entry.Value));
    }

    [Fact]
    public void Qtdb()
    {
        Dataset set = Load("qtdb", "qtdb");
        Assert.Equal((DatasetTask.StepClassification, 618, 4), (set.Task, Samples(set).Length, set.Channels));
        Assert.Equal(["P", "PQ", "QR", "RS", "ST", "TP"], set.OutputNames);
        Assert.All(Samples(set), sample => Assert.Equal(1301, sample.Steps));
        Assert.All(Samples(set), sample => Assert.True(sample.Targets!.Chunk(6).All(row => row.Sum() is 0 or 1)));
    }

    /// <summary>The published test part, repetitions 0 to 4, stays whole; sums of squares of the sound as recorded.</summary>
    [Fact]
    public void SpokenDigits()
    {
        Dataset set = Load("spoken-digits", "free-spoken-digits");
        Assert.Equal((2000, 1, 10, 1.0 / 8000), (Samples(set).Length, set.Channels, set.Outputs, set.StepSeconds));
        Assert.Equal((200, 6784910), (set.Test.Count, Samples(set).Sum(sample => sample.Steps)));
        Assert.Equal(29398.890487936325, Samples(set).Sum(sample => sample.Values.Sum(value => (double)value * value)), 1e-6);
        Assert.All(Classes(set), count => Assert.Equal(200, count));
    }

    /// <summary>Drawn anew, no speaker is in two parts.</summary>
    [Fact]
    public void SpokenDigits_ByUnknownSpeakers()
    {
        RecordingSet set = RecordingFiles.Read(SharedDatasets.Find("free-spoken-digits"), new() { Files = "{label}_{group}_*.wav" }, new());
        foreach (ulong seed in new ulong[] { 0, 1, 2, 3 })
        {
            RecordingSplits splits = RecordingSplits.Of(set.Recordings, [0.5, 0.25, 0.25], seed);
            Assert.Equal([1000, 500, 500], splits.Parts.Values.Select(part => part.Count));
            Assert.Equal(4, splits.Parts.Values.Sum(part => part.Select(r => r.Group).Distinct().Count()));
        }
    }

    [Fact]
    public void JapaneseVowels()
    {
        Dataset set = Load("japanese-vowels", "japanese-vowels");
        Assert.Equal((370, 270, 12, 9), (set.Test.Count, set.Train.Count + set.Validation.Count, set.Channels, set.Outputs));
        Assert.Equal(5687, set.Test.Sum(sample => sample.Steps));
        Assert.Equal(-2146.51343, set.Test.Sum(sample => sample.Values.Sum(value => (double)value)), 1e-3);
        Assert.Equal([31, 35, 88, 44, 29, 24, 40, 50, 29], Enumerable.Range(0, 9).Select(label => set.Test.Count(sample => sample.Label == label)));
        Assert.Equal(-1057.4523, set.Train.Concat(set.Validation).Sum(sample => sample.Values.Sum(value => (double)value)), 1e-3);
    }

    /// <summary>Nothing pooled or cut: as many counts as events.</summary>
    [Fact]
    public void Nmnist()
    {
        RecordingSet set = RecordingFiles.Read(SharedDatasets.Find("nmnist-small", "test"), new() { Files = "{label}/*.bin" }, new() { BinSeconds = 1e-3 });
        Assert.Equal((200, 2312), (set.Recordings.Count, set.Channels.Count));
        Assert.Equal([18, 18, 18, 20, 24, 20, 21, 31, 14, 16], Enumerable.Range(0, 10).Select(label => set.Recordings.Count(r => r.Label == label)));
        Assert.Equal(61672, set.Recordings.Sum(r => r.Steps));
        Assert.Equal((852222, 424358), (set.Recordings.Sum(r => r.Values.Sum(v => (long)v)), set.Recordings.Sum(r => Enumerable.Range(0, r.Steps).Sum(step => r.Values.AsSpan(step * 2312 + 1156, 1156).ToArray().Sum(v => (long)v)))));
    }

    [Fact]
    public void NmnistByName_GivesItsParts()
    {
        Dataset set = Load("nmnist", "nmnist-small");
        Assert.Equal((800, 200), (set.Train.Count + set.Validation.Count, set.Test.Count));
        Assert.All(Samples(set), sample => Assert.Equal(62, sample.Steps));
        Assert.All(Samples(set), sample => Assert.All(sample.Values, value => Assert.True(value is 0 or 1)));
    }

    [Theory]
    [InlineData(PolyphonicCollection.Nottingham, 694, 173, 170)]
    [InlineData(PolyphonicCollection.JsbChorales, 229, 76, 77)]
    public void Polyphonic(PolyphonicCollection collection, int train, int validation, int test)
    {
        string folder = Path.GetDirectoryName(SharedDatasets.Find("polyphonic"))!;
        Dataset set = DatasetCatalogue.Load(new() { Name = "polyphonic", Folder = folder, Polyphonic = new() { Collection = collection } }, 0);
        Assert.Equal((train, validation, test, 88), (set.Train.Count, set.Validation.Count, set.Test.Count, set.Channels));
        Assert.Equal(DatasetTask.SequencePrediction, set.Task);
        Assert.All(Samples(set), sample => Assert.Equal(sample.Values[88..], sample.Targets![..^88]));
    }

    [Fact]
    public void TheLayoutOfTheBrailleLetters()
    {
        RecordingSet set = RecordingFiles.Read(SharedDatasets.Find("braille-sample", "data_braille_letters_raw"), new(), new());
        Assert.Equal((216, 12, 27), (set.Recordings.Count, set.Channels.Count, set.Outputs.Count));
        Assert.Equal((33442, 94306811.0), (set.Recordings.Sum(r => r.Steps), set.Recordings.Sum(r => r.Values.Sum(value => (double)value))));
        Assert.Equal(["Space", "A", "B"], new[] { 0, 8, 16 }.Select(i => set.Outputs[set.Recordings[i].Label]));
    }

    private static Dataset Load(string name, string folder) => DatasetCatalogue.Load(
        new() { Name = name, Folder = Path.GetDirectoryName(SharedDatasets.Find(folder))!, Preparation = [] }, 0);

    private static Sample[] Samples(Dataset set) => [.. set.Train, .. set.Validation, .. set.Test];

    private static double Sum(Dataset set) => Samples(set).Sum(sample => sample.Values.Sum(value => (double)value));

    private static int[] Classes(Dataset set) => [.. Enumerable.Range(0, set.Outputs).Select(label => Samples(set).Count(sample => sample.Label == label))];
}
