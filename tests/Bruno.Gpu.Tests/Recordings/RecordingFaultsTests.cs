using Bruno.Gpu.Datasets;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>All that is wrong with data is said at once, with file, row and column.</summary>
public sealed class RecordingFaultsTests : IDisposable
{
    private static readonly DataDescription Words = new() { Classes = ["rest", "run", "walk"] };
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryFaultOfATable_AtOnce()
    {
        List<string> rows = Rows(30);
        rows[3] = "2,run,abc,1";
        rows[8] = "7,run,1";
        rows[9] = "8,fly,1,1";
        rows[12] = "11,run,,nan";
        rows.RemoveAll(row => row.Contains("walk") && row[..2] is not "0," and not "3,");
        string path = folder.Write("a.csv", string.Join('\n', rows));
        int LineOf(string row) => rows.IndexOf(row) + 1;
        string[] faults = folder.Refused("a.csv", new() { Description = Words });
        Assert.Equal(
            [
                $"{path}:{LineOf("2,run,abc,1")}: column 'x': 'abc' is not a number",
                $"{path}:{LineOf("7,run,1")}: 3 columns, but the first row has 4",
                $"{path}:{LineOf("11,run,,nan")}: column 'x': '' is empty",
                $"{path}:{LineOf("11,run,,nan")}: column 'y': 'nan' is not a finite number",
                $"{path}:{LineOf("8,fly,1,1")}, sample '8': the label 'fly' is none of the classes (rest, run, walk)",
            ],
            faults[..5]);
        Assert.Contains("the class 'walk' is missing from the validation part", faults[5]);
        Assert.Equal(6, faults.Length);
    }

    [Fact]
    public void ManyFaults_AreCounted()
    {
        List<string> rows = Rows(40);
        for (int i = 1; i <= 20; ++i)
            rows[i] = rows[i].Replace(",1,", ",?,");
        folder.Write("a.csv", string.Join('\n', rows));
        string[] faults = folder.Refused("a.csv");
        Assert.Equal(11, faults.Length);
        Assert.Equal("... and 10 more", faults[^1]);
    }

    /// <summary>In folders too: files that cannot be read, and labels of those that can.</summary>
    [Fact]
    public void FaultsOfFilesAndFolders_Together()
    {
        for (int i = 0; i < 6; ++i)
            folder.Write($"d/{(i % 2 == 0 ? "rest" : "fly")}/{i}.csv", i == 2 ? "x,y\n1\n2,?\n" : "x,y\n1,2\n");
        string[] faults = folder.Refused("d", new() { Description = Words });
        Assert.Equal($"{folder["d/rest/2.csv"]}:2: 1 columns, but the first row has 2", faults[0]);
        Assert.Equal($"{folder["d/rest/2.csv"]}:3: column 'y': '?' is not a number", faults[1]);
        Assert.Equal($"{folder["d/fly/1.csv"]}: the label 'fly' is none of the classes (rest, run, walk)", faults[2]);
        Assert.Equal(3, faults.Length);
    }

    /// <summary>Where none of the labels is a class, it is not that there are no labels.</summary>
    [Fact]
    public void LabelsThatAreNoClasses_AreNamed()
    {
        folder.Write("a.csv", "sample,label,x\n1,a,1\n2,b,2\n");
        Assert.Contains("the label 'a' is none of the classes", folder.Refused("a.csv", new() { Description = Words })[0]);
    }

    [Fact]
    public void ValuesThatAreNoNumbers_HaveTheirPlace()
    {
        float[] values = [.. Enumerable.Range(0, 9 * 4 * 2).Select(i => (float)i)];
        values[2 * 8 + 3 * 2 + 1] = float.NaN;
        values[5 * 8] = float.NegativeInfinity;
        WriteArrays(values, Enumerable.Range(0, 9).Select(i => (double)(i % 3)).ToArray());
        Assert.Equal(
            [$"{folder["a.npz"]}, 'x' sample 2, step 3, channel '1': not a number", $"{folder["a.npz"]}, 'x' sample 5, step 0, channel '0': infinite"],
            folder.Refused("a.npz"));
    }

    [Fact]
    public void ALabelThatIsNoNumber_IsAFault()
    {
        double[] labels = [.. Enumerable.Range(0, 9).Select(i => i == 4 ? double.NaN : i % 3)];
        WriteArrays([.. Enumerable.Range(0, 9 * 4 * 2).Select(i => (float)i)], labels);
        Assert.Contains($"{folder["a.npz"]}, 'x' sample 4: the label 'NaN' is not a number", folder.Refused("a.npz"));
    }

    [Fact]
    public void DuplicatesAcrossParts_AreWarnedOf()
    {
        List<string> rows = ["sample,label,split,x"];
        string[] parts = ["train", "validation", "test"];
        for (int i = 0; i < 12; ++i)
            rows.Add($"{i},{"ab"[i % 2]},{parts[i / 2 % 3]},{(i is 0 or 4 ? 77 : i)}");
        folder.Write("a.csv", string.Join('\n', rows));
        string warning = Assert.Single(folder.Load("a.csv").Warnings);
        Assert.StartsWith("1 recordings are in two parts with the same values", warning);
        Assert.Contains("sample '0'", warning);
        Assert.Contains("sample '4'", warning);
    }

    /// <summary>A wrong unit makes a few events fill all of the memory with zeros.</summary>
    [Fact]
    public void AFewEventsDoNotFillTheMemory()
    {
        string Events(string late) => string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i / 2},{(i == 39 ? late : $"0.{i % 7:D3}")},{i % 3},{"ab"[i / 2 % 2]}").Prepend("sample,time,channel,label"));
        folder.Write("a.csv", Events("0.006"));
        Assert.Equal(3, folder.Load("a.csv").Channels);
        folder.Write("a.csv", Events("90000"));
        string fault = folder.Refused("a.csv")[0];
        Assert.Contains("sample '19'", fault);
        Assert.Contains("10000 times what is stored", fault);
    }

    /// <summary>The same recording twice in one part is no fault of the split.</summary>
    [Fact]
    public void ChannelsThatNeverChangeInTraining_AreWarnedOf()
    {
        List<string> rows = ["sample,label,split,x,flat,late"];
        string[] parts = ["train", "validation", "test"];
        for (int i = 0; i < 12; ++i)
            rows.Add($"{i},{"ab"[i % 2]},{parts[i / 2 % 3]},{i},3,{(i / 2 % 3 == 2 ? i : 0)}");
        folder.Write("a.csv", string.Join('\n', rows));
        Assert.Equal("2 of 3 channels never change in the training part: flat, late.", Assert.Single(folder.Load("a.csv").Warnings));
    }

    private static List<string> Rows(int count) =>
        ["sample,label,x,y", .. Enumerable.Range(0, count).Select(i => $"{i},{((string[])["walk", "rest", "run"])[i % 3]},1,{i}")];

    private void WriteArrays(float[] values, double[] labels) => NpzFile.Write(
        folder["a.npz"],
        new Dictionary<string, StoredValue> { ["x"] = new StoredArray(values, [9, 4, 2]), ["y"] = new StoredArray(labels, [9]) },
        compress: false);
}
