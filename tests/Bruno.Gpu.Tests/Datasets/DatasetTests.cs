using Bruno.Gpu.Recordings;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class DatasetTests
{
    private static Sample Labelled(int label, params float[] values) => new(values, values.Length / 2, label, null);

    private static Dataset Classes(Sample? train = null, Sample? validation = null, Sample? test = null, string[]? names = null) => new(
        "tiny", DatasetTask.Classification, 2, 3, names ?? ["a", "b", "c"],
        [Labelled(0, 1, 2), train ?? Labelled(1, 1, 2, 3, 4)],
        [validation ?? Labelled(2, 1, 2)],
        [test ?? Labelled(0, 1, 2)],
        "made by a test");

    private static Dataset Sequences(Sample sample) => new(
        "tiny", DatasetTask.SequencePrediction, 2, 1, ["x"], [sample], [sample], [sample], "made by a test");

    [Fact]
    public void Constructor_KeepsWhatItIsGiven()
    {
        Dataset dataset = Classes();
        Assert.Equal("tiny", dataset.Name);
        Assert.Equal((2, 3, 1e-3), (dataset.Channels, dataset.Outputs, dataset.StepSeconds));
        Assert.Equal((2, 1, 1), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.Equal(2, dataset.MaximumSteps);
    }

    [Fact]
    public void Constructor_CopiesTheLists()
    {
        List<Sample> train = [Labelled(0, 1, 2)];
        Dataset dataset = new("tiny", DatasetTask.Classification, 2, 1, ["a"], train, train, train, "made by a test");
        train.Clear();
        Assert.Single(dataset.Train);
    }

    [Theory]
    [InlineData(float.NaN, "not a number (NaN)")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void NotFinite_NamesSplitSampleStepAndChannel(float value, string word)
    {
        DataException exception = Assert.Throws<DataException>(() => Classes(train: Labelled(1, 1, 2, 3, value)));
        Assert.Contains("train sample 1, step 1, channel 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.Contains("made by a test", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Data, exception.ExitCode);
    }

    [Fact]
    public void NotFinite_InTheOtherSplits_IsFoundToo()
    {
        Assert.Contains("validation sample 0, step 0, channel 0",
            Assert.Throws<DataException>(() => Classes(validation: Labelled(0, float.NaN, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("test sample 0, step 0, channel 1",
            Assert.Throws<DataException>(() => Classes(test: Labelled(0, 0, float.NaN))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotFinite_InTargets_NamesTheOutput()
    {
        DataException exception = Assert.Throws<DataException>(() => Sequences(new Sample([1, 2, 3, 4], 2, -1, [0, float.NaN])));
        Assert.Contains("train sample 0, step 1, output 0", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void LabelOutOfRange_IsNamed(int label)
    {
        DataException exception = Assert.Throws<DataException>(() => Classes(test: Labelled(label, 1, 2)));
        Assert.Contains($"test sample 0 has label {label}; labels run from 0 to 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptySplit_IsNamed()
    {
        Sample[] one = [Labelled(0, 1, 2)];
        DataException exception = Assert.Throws<DataException>(
            () => new Dataset("tiny", DatasetTask.Classification, 2, 1, ["a"], one, [], one, "made by a test"));
        Assert.Contains("the validation split is empty", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InconsistentShapes_AreRefused()
    {
        Assert.Throws<DataException>(() => Classes(train: new Sample([1, 2, 3], 1, 0, null)));
        Assert.Throws<DataException>(() => Classes(train: new Sample([], 0, 0, null)));
        Assert.Throws<DataException>(() => Classes(train: new Sample([1, 2], 1, 0, [1])));
        Assert.Throws<DataException>(() => Classes(names: ["a", "b"]));
        Assert.Throws<DataException>(() => Sequences(new Sample([1, 2], 1, -1, null)));
        Assert.Throws<DataException>(() => Sequences(new Sample([1, 2], 1, -1, [1, 2])));
        Assert.Throws<DataException>(() => Sequences(new Sample([1, 2], 1, 0, [1])));
    }
}
