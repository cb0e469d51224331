using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Tests.Formats;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>Arrays of every layout: by usual names, by shape, in parts, with lengths, labels of every kind; lists, and events.</summary>
public sealed class ArrayRecordingsTests : IDisposable
{
    /// <summary>[{'data': uint8 (2, 3), 'letter': 'b'}, {'data': (1, 3), 'letter': 'a'}]; Python, protocol 4.</summary>
    private const string Dictionaries =
        "gASV2wAAAAAAAABdlCh9lCiMBGRhdGGUjBVudW1weS5jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsCSwOGlGgGjAVkdHlwZZSTlIwCdTGUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LAHSUYolDBgABAgMEBZR0lGKMBmxldHRlcpSMAWKUdX2UKGgCaAVoCEsAhZRoCoeUUpQoSwFLAUsDhpRoEolDAwcICZR0lGJoF4wBYZR1ZS4=";

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ByUsualNames()
    {
        Write("a.npz", ("Data", Numbers(4, 3, 2)), ("LABELS", new StoredArray(new[] { 3, 1, 3, 1 }, [4])), ("speaker", Texts("a", "b", "a", "b")), ("t", new StoredArray(new[] { 1, 2, 3 }, [3])));
        RecordingSet set = folder.Read("a.npz");
        Assert.Equal([6f, 7, 8, 9, 10, 11], set.Recordings[1].Values);
        Assert.Equal(["1", "3"], set.Outputs);
        Assert.Equal([1, 0, 1, 0], set.Recordings.Select(r => r.Label));
        Assert.Equal(["a", "b", "a", "b"], set.Recordings.Select(r => r.Group));
    }

    [Fact]
    public void ByShape_WithLabelsAsTexts()
    {
        Write("a.npz", ("one", Numbers(3, 5, 2)), ("two", Texts("yes", "no", "yes")));
        Assert.Equal([1, 0, 1], folder.Read("a.npz").Recordings.Select(r => r.Label));
        Write("a.npz", ("one", Numbers(3, 5, 2)), ("two", Numbers(3, 5, 2)), ("three", Texts("a", "b", "b")));
        Assert.Contains("which array holds the values?", Assert.Throws<DataException>(() => folder.Read("a.npz")).Message);
        Assert.Equal(10, folder.Read("a.npz", new() { Values = "two" }).Recordings[0].Values.Length);
    }

    /// <summary>"values" begins with "val" and "latest" ends with "test", and neither is a part.</summary>
    [Theory]
    [InlineData("values", "labels")]
    [InlineData("latest", "contest")]
    [InlineData("trained", "y")]
    [InlineData("strain", "y")]
    public void NamesThatContainWordsOfParts(string values, string labels)
    {
        Write("a.npz", (values, Numbers(4, 3, 2)), (labels, Labels(0, 1, 0, 1)));
        RecordingSet set = folder.Read("a.npz");
        Assert.Equal([0, 1, 0, 1], set.Recordings.Select(r => r.Label));
        Assert.All(set.Recordings, r => Assert.Null(r.Split));
    }

    [Theory]
    [InlineData("trainX", "trainY", "testX", "testY")]
    [InlineData("xtrain", "ytrain", "xtest", "ytest")]
    [InlineData("X_train", "y_train", "X_test", "y_test")]
    [InlineData("train/data", "train/label", "test/data", "test/label")]
    [InlineData("traindata", "trainlabels", "testdata", "testlabels")]
    public void PartsByTheirNames(string trainValues, string trainLabels, string testValues, string testLabels)
    {
        Write("a.npz", (trainValues, Numbers(4, 2, 1)), (trainLabels, Labels(0, 1, 0, 1)), (testValues, Numbers(2, 2, 1)), (testLabels, Labels(1, 0)));
        RecordingSet set = folder.Read("a.npz");
        Assert.Equal((4, 2), (Count(set, Split.Train), Count(set, Split.Test)));
        Assert.Equal([0, 1, 0, 1, 1, 0], set.Recordings.Select(r => r.Label));
    }

    [Fact]
    public void PartsWithArraysOfTheirOwn()
    {
        Write("a.npz", ("x_train", Numbers(4, 2, 1)), ("y_train", Labels(0, 1, 0, 1)), ("x_test", Numbers(2, 2, 1)), ("y_test", Labels(1, 0)), ("x_val", Numbers(2, 2, 1)), ("y_val", Labels(0, 1)));
        RecordingSet set = folder.Read("a.npz");
        Assert.Equal((4, 2, 2), (Count(set, Split.Train), Count(set, Split.Validation), Count(set, Split.Test)));
        Assert.Equal([1, 0], set.Recordings.Where(r => r.Split == Split.Test).Select(r => r.Label));
        Write("a.npz", ("set_train_samples", Numbers(4, 2, 1)), ("set_train_labels", Labels(0, 1, 0, 1)), ("set_test_samples", Numbers(2, 2, 1)), ("set_test_labels", Labels(1, 0)));
        Assert.Equal((4, 2), (Count(folder.Read("a.npz"), Split.Train), Count(folder.Read("a.npz"), Split.Test)));
    }

    [Fact]
    public void LengthsAndAxes()
    {
        Write("a.npz", ("x", Numbers(2, 3, 2)), ("lengths", Labels(1, 3)), ("y", Labels(0, 1)));
        RecordingSet set = folder.Read("a.npz");
        Assert.Equal([(1, 2), (3, 6)], set.Recordings.Select(r => (r.Steps, r.Values.Length)));
        Write("a.npz", ("x", Numbers(2, 3, 2)), ("y", Labels(0, 1)));
        RecordingSet turned = folder.Read("a.npz", new() { Axes = [DataAxis.Sample, DataAxis.Channel, DataAxis.Step] });
        Assert.Equal((3, 2), (turned.Channels.Count, turned.Recordings[0].Steps));
        Assert.Equal([0f, 2, 4, 1, 3, 5], turned.Recordings[0].Values);
        Write("a.npz", ("x", Numbers(2, 3, 2)), ("lengths", Labels(1, 4)), ("y", Labels(0, 1)));
        Assert.Contains("sample 1: the length 4 is no whole number from 1 to 3", Assert.Throws<DataException>(() => folder.Read("a.npz")).Message);
    }

    [Fact]
    public void ClassesOneHot_AndASteps()
    {
        Write("a.npz", ("x", Numbers(2, 4, 1)), ("y", new StoredArray(new byte[] { 0, 0, 1, 1, 0, 0 }, [2, 3])));
        Assert.Equal([1, 0], folder.Read("a.npz").Recordings.Select(r => r.Label));
        Write("a.npz", ("x", Numbers(2, 4, 1)), ("y", new StoredArray(new long[] { 0, 0, 5, 5, 5, 0, 0, 0 }, [2, 4])));
        RecordingSet steps = folder.Read("a.npz");
        Assert.Equal(DataTask.StepClass, steps.Task);
        Assert.Equal([0, 0, 1, 1], steps.Recordings[0].StepLabels!);
        // A row of zeros is a step that does not count.
        Write("a.npz", ("x", Numbers(2, 2, 1)), ("y", new StoredArray(new byte[] { 0, 1, 0, 0, 0, 0, 1, 0 }, [2, 2, 2])));
        RecordingSet hot = folder.Read("a.npz");
        Assert.Equal([1, -1], hot.Recordings[0].StepLabels!);
        Assert.Equal([-1, 0], hot.Recordings[1].StepLabels!);
    }

    [Fact]
    public void FaultsOfOneHotRows_AreAllNamed()
    {
        Write("a.npz", ("x", Numbers(3, 4, 1)), ("y", new StoredArray(new byte[] { 0, 2, 1, 1, 0, 0, 0, 0, 0 }, [3, 3])));
        string message = Assert.Throws<DataException>(() => folder.Read("a.npz")).Message;
        Assert.Contains("sample 0: its row of 'y' has the value 2", message);
        Assert.Contains("sample 2: its row of 'y' has no 1", message);
        Write("a.npz", ("x", Numbers(3, 4, 1)), ("y", Labels(1, 2)));
        Assert.Contains("the labels 'y' are an array (2) of int32, which does not fit 3 samples of 4 steps", Assert.Throws<DataException>(() => folder.Read("a.npz")).Message);
    }

    [Fact]
    public void WantedValues()
    {
        Write("a.npz", ("x", Numbers(2, 2, 1)), ("force", Numbers(2, 2, 2)), ("angle", Numbers(2, 2)));
        RecordingSet set = folder.Read("a.npz", new() { Task = DataTask.Values, Targets = ["angle", "force"], Values = "x" });
        Assert.Equal(["angle", "force 0", "force 1"], set.Outputs);
        Assert.Equal([2f, 4, 5, 3, 6, 7], set.Recordings[1].Targets!);
    }

    [Fact]
    public void AnArrayWithItsLabelsBeside()
    {
        NpyFile.Write(folder["my_samples.npy"], Numbers(2, 3, 1));
        NpyFile.Write(folder["my_labels.npy"], Labels(4, 2));
        Assert.Equal([1, 0], folder.Read("my_samples.npy").Recordings.Select(r => r.Label));
    }

    [Fact]
    public void AFolderOfArraysOfParts()
    {
        foreach ((string part, int count) in new[] { ("train", 4), ("test", 2) })
        {
            NpyFile.Write(folder[$"{part}_in.npy"], Numbers(count, 3));
            NpyFile.Write(folder[$"{part}_out.npy"], Labels([.. Enumerable.Range(0, count).Select(i => i % 2)]));
        }

        folder.Write("data.toml", "values = \"{split}_in\"\nlabel = \"{split}_out\"\naxes = [\"sample\", \"channel\"]\n");
        RecordingSet set = folder.Read("");
        Assert.Equal((4, 2, 3), (Count(set, Split.Train), Count(set, Split.Test), set.Channels.Count));
        Assert.Equal(1, set.Recordings[0].Steps);
    }

    [Fact]
    public void APickledListOfDictionaries()
    {
        File.WriteAllBytes(folder["letters"], Convert.FromBase64String(Dictionaries));
        RecordingSet set = folder.Read("letters");
        Assert.Equal(["a", "b"], set.Outputs);
        Assert.Equal([1, 0], set.Recordings.Select(r => r.Label));
        Assert.Equal([(2, 6), (1, 3)], set.Recordings.Select(r => (r.Steps, r.Values.Length)));
        Assert.Equal([7f, 8, 9], set.Recordings[1].Values);
    }

    /// <summary>A cell array of sequences, which have no classes: the next step is learned.</summary>
    [Fact]
    public void CellsOfMatlab()
    {
        File.WriteAllBytes(folder["a.mat"], Convert.FromBase64String(MatlabSamples.Little));
        RecordingSet set = folder.Read("a.mat", new() { Values = "a", Task = DataTask.NextStep });
        Assert.Equal((2, 3, 4), (set.Recordings.Count, set.Recordings[0].Steps, set.Channels.Count));
    }

    /// <summary>The layout of the Spiking Heidelberg Digits: lists of times and of units, and labels.</summary>
    [Fact]
    public void ListsOfTimesAndUnits()
    {
        RecordingSet set = RecordingFiles.Read(
            Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Formats", "hdf5", "types.h5"),
            new() { Time = "spikes/times", EventChannel = "spikes/units", Grid = [700], Label = "labels" }, new() { BinSeconds = 0.5 });
        Assert.True(set.IsEvents);
        Assert.Equal(700, set.Channels.Count);
        Assert.Equal(["0", "3", "19"], set.Outputs);
        Assert.Equal([1, 2, 0], set.Recordings.Select(r => r.Label));
        Recording first = set.Recordings[0];
        Assert.Equal([(1 * 700) + 1, (2 * 700) + 2, (3 * 700) + 699], Enumerable.Range(0, first.Values.Length).Where(i => first.Values[i] != 0));
        Assert.Equal([1, 1], set.Recordings.Skip(1).Select(r => r.Steps));
    }

    [Theory]
    [InlineData(double.NaN, "an event has the channel NaN")]
    [InlineData(1e12, "an event has the channel 1000000000000")]
    [InlineData(1.5, "lies between channels: column 1.5")]
    [InlineData(-1, "lies outside the sensor: column -1 of 4")]
    public void ChannelsOfEventsAreWholeNumbersOfASensor(double channel, string part)
    {
        Write("a.npz", ("times", new StoredArray(new[] { 0.1, 0.2 }, [2])), ("units", new StoredArray(new[] { 3, channel }, [2])), ("sample", Labels(0, 1)), ("label", Labels(0, 1)));
        Assert.Contains(part, Assert.Throws<DataException>(() => folder.Read("a.npz")).Message);
    }

    private static StoredArray Numbers(params int[] shape) =>
        new(Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(i => (float)i).ToArray(), shape);

    private static StoredArray Labels(params int[] labels) => new(labels, [labels.Length]);

    private static StoredList Texts(params string[] texts) => new([.. texts.Select(text => new StoredText(text))]);

    private static int Count(RecordingSet set, Split split) => set.Recordings.Count(recording => recording.Split == split);

    private void Write(string name, params (string Name, StoredValue Value)[] arrays) =>
        NpzFile.Write(folder[name], arrays.ToDictionary(entry => entry.Name, entry => entry.Value), compress: false);
}
