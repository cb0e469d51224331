using System.Buffers.Binary;
using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>Folders of files: classes by folders and by names, parts, sound, events; and folders that are none.</summary>
public sealed class FolderRecordingsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ClassesAreFolders()
    {
        folder.Write("yes/1.csv", "time,a,b\n0,1,2\n0.5,3,4\n");
        folder.Write("no/1.csv", "time,a,b\n0,5,6\n0.5,7,8\n1,9,10\n");
        folder.Write("readme.md", "nothing\n");
        RecordingSet set = folder.Read("");
        Assert.Equal(["no", "yes"], set.Outputs);
        Assert.Equal([0, 1], set.Recordings.Select(r => r.Label));
        Assert.Equal([3, 2], set.Recordings.Select(r => r.Steps));
        Assert.Equal([1f, 2, 3, 4], set.Recordings[1].Values);
        Assert.Equal((0.5, 2), (set.StepSeconds, set.Files.Count));
    }

    [Fact]
    public void PartsAndClassesAreFolders()
    {
        foreach (string part in new[] { "training", "val", "TEST" })
        {
            foreach (string label in new[] { "a", "b" })
            {
                Directory.CreateDirectory(folder[$"{part}/{label}"]);
                NpyFile.Write(folder[$"{part}/{label}/0.npy"], new StoredArray(new float[] { 1, 2, 3, 4 }, [2, 2]));
            }
        }

        RecordingSet set = folder.Read("");
        Assert.All(Enum.GetValues<Split>(), split => Assert.Equal(2, set.Recordings.Count(r => r.Split == split)));
        Assert.Equal(["a", "b"], set.Outputs);
    }

    /// <summary>Sound whose names say class and speaker, whatever folder it lies in.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("recordings/")]
    public void WordsOfNames(string place)
    {
        foreach (string name in new[] { "7_ann_0", "7_bob_1", "3_ann_1" })
            WriteSound($"{place}{name}.wav", 8000, [0, 16384, -32768]);
        RecordingSet set = folder.Read("");
        Assert.Equal([0, 1, 1], set.Recordings.Select(r => r.Label));
        Assert.Equal(["ann", "ann", "bob"], set.Recordings.Select(r => r.Group));
        Assert.Equal([0f, 0.5f, -1], set.Recordings[0].Values);
        Assert.Equal((1.0 / 8000, true), (set.StepSeconds, set.IsSound));
    }

    [Fact]
    public void FilesAreParts()
    {
        folder.Write("gait_train.csv", "sample,label,x\n1,a,1\n2,b,2\n");
        folder.Write("gait_test.csv", "sample,label,x\n1,a,3\n2,b,4\n");
        RecordingSet set = folder.Read("");
        Assert.Equal([(Split.Test, 3f), (Split.Test, 4f), (Split.Train, 1f), (Split.Train, 2f)], set.Recordings.Select(r => (r.Split!.Value, r.Values[0])));
    }

    /// <summary>The events of N-MNIST: with folders of parts, with folders of digits alone, and as described.</summary>
    [Theory]
    [InlineData("Train/3/1.bin", "Test/4/2.bin", true)]
    [InlineData("3/1.bin", "4/2.bin", false)]
    public void EventsOfACamera(string first, string second, bool hasParts)
    {
        WriteEvents(first, (33, 33, false, 100), (1, 0, true, 2500));
        WriteEvents(second, (0, 1, false, 0));
        RecordingSet set = folder.Read("", new() { Classes = ["3", "4"] }, new() { BinSeconds = 1e-3 });
        Recording three = set.Recordings.Single(r => r.Label == 0);
        Assert.Equal((3, 2312), (three.Steps, set.Channels.Count));
        // OFF has the first 1156 channels; the row counts 34.
        Assert.Equal([33 * 34 + 33, 2 * 2312 + 1156 + 1], Enumerable.Range(0, three.Values.Length).Where(i => three.Values[i] == 1));
        Assert.Equal(hasParts ? Split.Train : null, three.Split);
    }

    [Fact]
    public void PatternsOfTheDescription()
    {
        folder.Write("data.toml", "files = \"{group}-{label}-*.csv\"\ntest_files = [\"*-9.csv\"]\n");
        foreach (string name in new[] { "s1-a-1", "s1-b-9", "s2-a-9", "s2-b-2" })
            folder.Write($"{name}.csv", "x\n1\n2\n");
        folder.Write("other.csv", "not,of,it\n1,2,3\n");
        RecordingSet set = folder.Read("");
        Assert.Equal([("s1", 0, Split.Train), ("s1", 1, Split.Test), ("s2", 0, Split.Test), ("s2", 1, Split.Train)], set.Recordings.Select(r => (r.Group!, r.Label, r.Split!.Value)));
    }

    [Fact]
    public void FilesThatDiffer_AreAllNamed()
    {
        folder.Write("a/1.csv", "x,y\n1,2\n");
        folder.Write("a/2.csv", "x\n1\n");
        folder.Write("b/1.csv", "time,x,y\n0,1,2\n1,1,2\n");
        string message = Assert.Throws<DataException>(() => folder.Read("")).Message;
        Assert.Contains($"{folder["a/2.csv"]}: has 1 channels (x), but {folder["a/1.csv"]} has 2 (x, y)", message);
        Assert.Contains($"{folder["b/1.csv"]}: a time step is 1 s, but in {folder["a/1.csv"]} not said", message);
    }

    [Fact]
    public void LinksThatLeadBack_EndNowhere()
    {
        folder.Write("a/1.csv", "x\n1\n2\n");
        folder.Write("b/1.csv", "x\n3\n4\n");
        foreach (string name in new[] { "p", "q", "r" })
            Directory.CreateSymbolicLink(folder[$"a/{name}"], folder[""]);
        Stopwatch clock = Stopwatch.StartNew();
        Assert.Equal(2, AllFiles().Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        // A link to data elsewhere is followed.
        Directory.CreateSymbolicLink(folder["c"], Directory.CreateDirectory(folder["elsewhere"] + "2").FullName);
        folder.Write("elsewhere2/5.csv", "x\n5\n");
        Assert.Equal(3, AllFiles().Length);
    }

    [Fact]
    public async Task APipe_IsNotOpened()
    {
        using Process? make = OperatingSystem.IsWindows() ? null : Process.Start("mkfifo", folder["p.csv"]);
        if (make is null)
            Assert.Skip("needs mkfifo");
        await make!.WaitForExitAsync(TestContext.Current.CancellationToken);
        Task<DataException> reading = Task.Run(() => Assert.Throws<DataException>(() => folder.Read("p.csv")), TestContext.Current.CancellationToken);
        DataException refused = await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Contains("a pipe or device", refused.Message);
        File.CreateSymbolicLink(folder["link.csv"], folder["p.csv"]);
        Assert.Contains("a pipe or device", Assert.Throws<DataException>(() => folder.Read("link.csv")).Message);
    }

    [Fact]
    public void ManyEndings_AreRefusedAtOnce()
    {
        for (int i = 0; i < 3000; ++i)
            folder.Write($"f.{i}x", "1\n");
        Stopwatch clock = Stopwatch.StartNew();
        string message = Assert.Throws<DataException>(() => folder.Read("")).Message;
        Assert.Contains("files of several kinds", message);
        Assert.True(message.Length < 2000 && clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void ADescriptionOfMegabytes_IsNone()
    {
        folder.Write("a.csv", "sample,label,x\n1,a,1\n2,b,2\n");
        folder.Write("a.toml", "title = \"" + new string('x', 2_000_000) + "\"\n");
        Assert.Contains("a description of 2 MB is longer", Assert.Throws<DataException>(() => folder.Read("a.csv")).Message);
    }

    private string[] AllFiles() => [.. Bruno.Gpu.Formats.DataFolder.Files(folder[""])];

    private void WriteSound(string name, int rate, short[] samples)
    {
        byte[] file = new byte[44 + 2 * samples.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        int[] format = [16, 1 | 1 << 16, rate, 2 * rate, 2 | 16 << 16];
        for (int i = 0; i < format.Length; ++i)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16 + 4 * i), format[i]);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 2 * samples.Length);
        for (int i = 0; i < samples.Length; ++i)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + 2 * i), samples[i]);
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllBytes(folder[name], file);
    }

    private void WriteEvents(string name, params (byte X, byte Y, bool IsOn, int Microseconds)[] events)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllBytes(folder[name], [.. events.SelectMany(e => (byte[])[e.X, e.Y, (byte)((e.IsOn ? 0x80 : 0) | e.Microseconds >> 16), (byte)(e.Microseconds >> 8), (byte)e.Microseconds])]);
    }
}
