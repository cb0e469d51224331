using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class ChoralesDatasetTests : IDisposable
{
    private const string Good = "[[[60, 64], [62], []]]";

    private readonly string folder = Directory.CreateTempSubdirectory("bruno-chorales-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void PublicFile_HasTheKnownCounts()
    {
        Dataset dataset = LoadPublicFile();
        Assert.Equal((229, 76, 77), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        // A sequence of L steps is a sample of L - 1 steps.
        Assert.Equal(13_807, dataset.Train.Sum(sample => sample.Steps + 1));
        Assert.Equal(4_602, dataset.Validation.Sum(sample => sample.Steps + 1));
        Assert.Equal(4_725, dataset.Test.Sum(sample => sample.Steps + 1));
        Assert.Equal(159, dataset.MaximumSteps);
        Assert.Equal((54, 54), (dataset.Channels, dataset.Outputs));
        Assert.Equal(("G2", "C7"), (dataset.OutputNames[0], dataset.OutputNames[^1]));
    }

    [Fact]
    public void PublicFile_TargetsAreTheNextStep()
    {
        Dataset dataset = LoadPublicFile();
        foreach (Sample sample in dataset.Train.Concat(dataset.Validation).Concat(dataset.Test))
            Assert.Equal(sample.Values.Skip(54), sample.Targets!.SkipLast(54));
    }

    [Fact]
    public void TinyFile_ByHand()
    {
        Write(Good, Good, Good);
        // Columns 39 to 43 are MIDI notes 60 to 64.
        Sample sample = Assert.Single(Load(new() { FirstColumn = 39, LastColumn = 43 }).Train);
        Assert.Equal((2, -1), (sample.Steps, sample.Label));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 1, 0, 0], sample.Values);
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 0, 0], sample.Targets!);
    }

    [Fact]
    public void NotesOutsideTheColumns_AreLeftOut()
    {
        Write("[[[21, 60, 108], [60]]]", Good, Good);
        Assert.Equal([1], Assert.Single(Load(new() { FirstColumn = 39, LastColumn = 39 }).Train).Values);
    }

    [Theory]
    [InlineData(21, "A0")]
    [InlineData(60, "C4")]
    [InlineData(61, "C#4")]
    [InlineData(108, "C8")]
    public void NoteNames(int note, string name) => Assert.Equal(name, ChoralesDataset.NoteName(note));

    [Fact]
    public void MissingFile_SaysWhereAndWhatToDo() =>
        AssertFault("jsb-chorales-quarter.json'", "data.folder", folder, "czhuang/JSB-Chorales-dataset");

    [Theory]
    [InlineData("{\"train\": [[[60, 64], [62")]
    [InlineData("")]
    [InlineData("{\"train\": [[[60], [NaN]]]}")]
    [InlineData("not JSON at all")]
    public void CorruptJson_SaysWhere(string text)
    {
        WriteText(text);
        AssertFault("truncated or corrupt", "line 1, byte", "czhuang/JSB-Chorales-dataset");
    }

    [Theory]
    [InlineData("[1, 2]", "the file is an array")]
    [InlineData("{\"train\": [[[60],[61]]], \"valid\": [[[60],[61]]]}", "the split 'test' is missing")]
    [InlineData("{\"train\": 3, \"valid\": [], \"test\": []}", "the split 'train' is the number 3")]
    public void WrongTopLevel_IsNamed(string text, string message)
    {
        WriteText(text);
        AssertFault("wrong structure", message);
    }

    [Theory]
    [InlineData("[[[60], [61]], {}]", "split 'valid', sequence 1 is an object")]
    [InlineData("[[[60], 61]]", "split 'valid', sequence 0, step 1 is the number 61")]
    [InlineData("[[[60], null]]", "split 'valid', sequence 0, step 1 is null")]
    [InlineData("[[[60], [61, \"C4\"]]]", "split 'valid', sequence 0, step 1 holds a text")]
    [InlineData("[[[60], [61.5]]]", "split 'valid', sequence 0, step 1 holds the number 61.5")]
    [InlineData("[[[60], [61], [20]]]", "split 'valid', sequence 0, step 2 holds the note 20")]
    [InlineData("[[[109], [61]]]", "split 'valid', sequence 0, step 0 holds the note 109")]
    [InlineData("[[[60], [61]], [[60]]]", "split 'valid', sequence 1 has 1 steps")]
    [InlineData("[[[60], [61]], []]", "split 'valid', sequence 1 has 0 steps")]
    public void WrongContent_NamesSplitSequenceAndStep(string valid, string message)
    {
        Write(Good, valid, Good);
        AssertFault(message);
    }

    [Fact]
    public void EmptySplit_IsNamed()
    {
        Write(Good, Good, "[]");
        AssertFault("the test split is empty");
    }

    [Theory]
    [InlineData(-1, 75, "first_column")]
    [InlineData(22, 88, "last_column")]
    [InlineData(40, 39, "last_column")]
    public void ColumnsOutOfRange_AreFaults(int first, int last, string key) => Assert.Contains(
        ConfigurationBinder.Check(new ChoralesOptions { FirstColumn = first, LastColumn = last }, "test"), fault => fault.Path == key);

    /// <summary>The public file lies beside a checkout in shared/datasets; it is not part of the project.</summary>
    private static Dataset LoadPublicFile()
    {
        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            string datasets = Path.Combine(place.FullName, "shared", "datasets");
            if (File.Exists(Path.Combine(datasets, "jsb-chorales", "jsb-chorales-quarter.json")))
                return DatasetCatalogue.Load(new DataConfiguration { Name = "chorales", Folder = datasets }, 0);
        }

        Assert.Skip("needs shared/datasets/jsb-chorales/jsb-chorales-quarter.json in a folder above the tests; it is not there");
        throw new InvalidOperationException("Assert.Skip returned.");
    }

    /// <summary>Other data to judge a network on: parts that are not there are left out, and what is no object is refused.</summary>
    [Fact]
    public void OtherData_AreReadOrRefused()
    {
        string path = Path.Combine(folder, "other.json");
        File.WriteAllText(path, $"{{\"test\": {Good}}}");
        Assert.Single(new ChoralesDataset().LoadOther(path, null, new()).Test);
        File.WriteAllText(path, "7");
        Assert.Contains("the file is the number 7", Assert.Throws<DataException>(() => new ChoralesDataset().LoadOther(path, null, new())).Message);
    }

    private Dataset Load(ChoralesOptions? options = null) => DatasetCatalogue.Load(
        new DataConfiguration { Name = "chorales", Folder = folder, Chorales = options ?? new() }, 0);

    private void AssertFault(params string[] parts)
    {
        DataException exception = Assert.Throws<DataException>(() => Load());
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    private void Write(string train, string valid, string test) =>
        WriteText($"{{\"train\": {train}, \"valid\": {valid}, \"test\": {test}}}");

    private void WriteText(string text)
    {
        string path = Path.Combine(folder, "jsb-chorales", "jsb-chorales-quarter.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
