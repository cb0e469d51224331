using System.Text;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class TimeSeriesFileTests : IDisposable
{
    private const string Header = "# made by hand\n@problemName Two Vowels\n@timeStamps false\n@univariate false\n@dimensions 2\n@equalLength false\n@classLabel true a e\n@data\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SeriesByHand()
    {
        TimeSeriesFile file = Read(Header + "1,2.5,-3e1:4,5,6:e\n\n7 , 8:9,10:a\r\n");
        Assert.Equal(("Two Vowels", false, 2), (file.Problem, file.HasTargets, file.Channels));
        Assert.Equal(["a", "e"], file.Classes);
        Assert.Equal([1, 4, 2.5f, 5, -30, 6], file.Series[0].Values);
        Assert.Equal((3, "e", 9), (file.Series[0].Steps, file.Series[0].Label, file.Series[0].Line));
        Assert.Equal([7, 9, 8, 10], file.Series[1].Values);
        Assert.Equal((2, "a", 11), (file.Series[1].Steps, file.Series[1].Label, file.Series[1].Line));
    }

    [Fact]
    public void TargetsAndUnlabelledSeries()
    {
        TimeSeriesFile targets = Read("@targetLabel true\n@DATA\n1,2:-0.5\n");
        Assert.True(targets.HasTargets);
        Assert.Equal((2, "-0.5"), (targets.Series[0].Steps, targets.Series[0].Label));
        TimeSeriesFile alone = Read("\uFEFF@classLabel false\n@data\n1,2:3,4\n");
        Assert.Empty(alone.Classes);
        Assert.Equal([1, 3, 2, 4], alone.Series[0].Values);
        Assert.Equal("", alone.Series[0].Label);
    }

    [Theory]
    [InlineData("1,?:4,5:e", ":9: dimension 1, step 2: the value is missing ('?')")]
    [InlineData("1,x:4,5:e", ":9: dimension 1, step 2: 'x' is not a number")]
    [InlineData("1,:4,5:e", ":9: dimension 1, step 2: '' is empty")]
    [InlineData("1,2:NaN,5:e", ":9: dimension 2, step 1: 'NaN' is not a finite number")]
    [InlineData("1,2:4,5,6:e", ":9: dimension 2 has 3 values, the one before 2")]
    [InlineData("1,2:e", ":9: it has 1 dimensions before its label, where there should be 2")]
    [InlineData("1,2:4,5:i", ":9: its label 'i' is not among the classes (a, e)")]
    [InlineData("(0,1),(1,2):(0,3),(1,4):e", ":9: its values are pairs with time stamps")]
    public void FaultsOfSeries_NameLineAndDimension(string line, string message) => AssertFault(Header + line + "\n", message);

    [Theory]
    [InlineData("@timestamps true\n@data\n1:a\n", ":1: the series have time stamps")]
    [InlineData("@relation x\n@attribute y\n@data\n1\n", ":1: '@relation' is not known")]
    [InlineData("@classLabel true\n@data\n1:a\n", "names of the classes")]
    [InlineData("@classLabel true a a\n@data\n1:a\n", "'a' is named twice")]
    [InlineData("@dimensions two\n@data\n1:a\n", "not by 'two'")]
    [InlineData("@missing maybe\n@data\n1:a\n", "not by 'maybe'")]
    [InlineData("1,2:a\n", ":1: a series stands before the line @data")]
    [InlineData("@problemname x\n", "no line @data")]
    [InlineData("", "it is empty")]
    [InlineData("@data\n", "no series follows @data")]
    [InlineData("@equallength true\n@serieslength 3\n@data\n1,2\n", ":4: it has 2 steps, where all series should have 3")]
    [InlineData("@equallength true\n@data\n1,2\n1,2,3\n", ":4: it has 3 steps, where all series should have 2")]
    [InlineData("@targetlabel true\n@data\n1,2:high\n", ":3: its target 'high' is not a number")]
    public void FaultsOfHeaders_AreNamed(string text, string message) => AssertFault(text, message);

    [Fact]
    public void AllFaults_AtOnce_TenShown()
    {
        string text = Header + string.Concat(Enumerable.Repeat("?,1:2,3:a\n", 12));
        AssertFault(text, ":9: ", ":18: ", "\n... and 2 more");
        Damage.Anywhere(folder["a.ts"], Encoding.UTF8.GetBytes(Header + "1,2.5,-3e1:4,5,6:e\n"), path => TimeSeriesFile.Read(path));
    }

    [Fact]
    public void PublicVowels_AsAnotherReaderReadsThem()
    {
        TimeSeriesFile file = TimeSeriesFile.Read(SharedDatasets.Find("japanese-vowels", "JapaneseVowels_TRAIN.ts"));
        Assert.Equal(("JapaneseVowels", 12, 270), (file.Problem, file.Channels, file.Series.Count));
        Assert.Equal(Enumerable.Range(1, 9).Select(speaker => $"{speaker}"), file.Classes);
        Assert.All(file.Classes, speaker => Assert.Equal(30, file.Series.Count(series => series.Label == speaker)));
        Assert.Equal(4274, file.Series.Sum(series => series.Steps));
        Assert.Equal(-1057.452303, file.Series.Sum(series => series.Values.Sum(value => (double)value)), 1e-3);
        Assert.Equal([0.30971f, 0.339418f, 0.295073f], Enumerable.Range(0, 3).Select(step => file.Series[4].Values[(step * 12) + 2]));
        Assert.Equal(370, TimeSeriesFile.Read(SharedDatasets.Find("japanese-vowels", "JapaneseVowels_TEST.ts")).Series.Count);
    }

    private TimeSeriesFile Read(string text)
    {
        File.WriteAllText(folder["a.ts"], text);
        return TimeSeriesFile.Read(folder["a.ts"]);
    }

    private void AssertFault(string text, params string[] parts) =>
        Damage.Refused(folder["a.ts"], Encoding.UTF8.GetBytes(text), path => TimeSeriesFile.Read(path), parts);
}
