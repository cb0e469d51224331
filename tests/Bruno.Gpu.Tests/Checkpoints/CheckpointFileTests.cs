using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Tests.Fuzzing;

namespace Bruno.Gpu.Tests.Checkpoints;

public sealed record SampleHeader(int Epoch, ulong Seed, double BestLoss, string Network);

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Checkpoint Sample()
    {
        Checkpoint checkpoint = new(new SampleHeader(3, ulong.MaxValue, 0.1 + 0.2, "felif"));
        checkpoint.Add("layers/0/weights", new[] { 1f, -0f, float.NaN, float.Epsilon, 5f, 6f }, 2, 3);
        checkpoint.Add("layers/0/bias", new[] { Math.PI, double.NegativeInfinity });
        checkpoint.Add("order", new[] { 2, 0, 1 });
        checkpoint.Add("step", new[] { long.MaxValue }, 1, 1, 1);
        checkpoint.Add("nothing", Array.Empty<float>(), 0, 7);
        return checkpoint;
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        Checkpoint loaded = CheckpointFile.Load(folder["a.ckpt"]);
        Assert.Equal(new SampleHeader(3, ulong.MaxValue, 0.1 + 0.2, "felif"), loaded.HeaderAs<SampleHeader>());
        Assert.Equal(["layers/0/bias", "layers/0/weights", "nothing", "order", "step"], loaded.Arrays.Keys);
        foreach ((string name, CheckpointArray array) in Sample().Arrays)
        {
            Assert.Equal(array.Shape, loaded.Arrays[name].Shape);
            Assert.Equal(array.Values, loaded.Arrays[name].Values);
        }

        float[] weights = loaded.Get<float>("layers/0/weights", 2, 3);
        Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(weights[1]));
    }

    /// <summary>Nothing computes with such parameters: whoever reads them is told, with the place. Scores and others may be what they are.</summary>
    [Theory]
    [InlineData("parameters/1/linear/weights", double.NaN)]
    [InlineData("parameters/1/linear/weights", double.NegativeInfinity)]
    [InlineData("optimizer/second", double.PositiveInfinity)]
    public void Parameters_and_moments_that_are_not_finite_are_refused(string name, double value)
    {
        Checkpoint checkpoint = Sample();
        checkpoint.Add(name, new[] { 1.0, 2, 3, value, 5 });
        CheckpointFile.Save(folder["a.ckpt"], checkpoint);
        BrunoException exception = Assert.Throws<BrunoException>(() => CheckpointFile.Load(folder["a.ckpt"]));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains($"the array '{name}': element 3 is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_number_counts_as_any()
    {
        Checkpoint checkpoint = Sample();
        checkpoint.Add("optimizer/first", new[] { float.NaN, 1 });
        CheckpointFile.Save(folder["a.ckpt"], checkpoint);
        Assert.Contains("'optimizer/first': element 0 is NaN", Assert.Throws<BrunoException>(() => CheckpointFile.Load(folder["a.ckpt"])).Message, StringComparison.Ordinal);
    }

    /// <summary>The one before is kept while it is whole; what is damaged does not take the place of what is not.</summary>
    [Fact]
    public void A_damaged_checkpoint_is_not_kept()
    {
        string last = folder["last.ckpt"], previous = folder["previous.ckpt"];
        CheckpointFile.Save(last, Sample(), keep: previous);
        Assert.False(File.Exists(previous));
        CheckpointFile.Save(last, Sample(), keep: previous);
        byte[] whole = File.ReadAllBytes(previous);
        Assert.Equal(whole, File.ReadAllBytes(last));
        File.WriteAllBytes(last, [.. whole.AsSpan(0, 100), (byte)(whole[100] ^ 1), .. whole.AsSpan(101)]);
        CheckpointFile.Save(last, Sample(), keep: previous);
        Assert.Equal(whole, File.ReadAllBytes(previous));
        Assert.Equal(whole, File.ReadAllBytes(last));
    }

    [Fact]
    public void Equal_content_gives_equal_bytes()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        CheckpointFile.Save(folder["b.ckpt"], Sample());
        CheckpointFile.Save(folder["c.ckpt"], CheckpointFile.Load(folder["a.ckpt"]));
        Assert.Equal(File.ReadAllBytes(folder["a.ckpt"]), File.ReadAllBytes(folder["b.ckpt"]));
        Assert.Equal(File.ReadAllBytes(folder["a.ckpt"]), File.ReadAllBytes(folder["c.ckpt"]));
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void The_arrays_are_laid_out_as_NumPy_writes_them()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        using ZipArchive archive = ZipFile.OpenRead(folder["a.ckpt"]);
        Assert.All(archive.Entries, entry => Assert.Equal(0, entry.ExternalAttributes));
        using Stream entry = archive.GetEntry("order.npy")!.Open();
        byte[] bytes = new byte[128 + 12];
        entry.ReadExactly(bytes);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        string header = Encoding.ASCII.GetString(bytes, 10, 118);
        Assert.StartsWith("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }  ", header, StringComparison.Ordinal);
        Assert.EndsWith(" \n", header, StringComparison.Ordinal);
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], bytes[128..]);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_data_error()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        byte[] whole = File.ReadAllBytes(folder["a.ckpt"]);
        for (int length = 0; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(folder["cut.ckpt"], whole[..length]);
            AssertUnusable(folder["cut.ckpt"]);
        }
    }

    [Fact]
    public void A_changed_byte_of_the_data_is_a_data_error()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        byte[] whole = File.ReadAllBytes(folder["a.ckpt"]);
        int position = whole.AsSpan().IndexOf(BitConverter.GetBytes(Math.PI));
        whole[position] ^= 1;
        File.WriteAllBytes(folder["a.ckpt"], whole);
        Assert.Contains("checksum of 'layers/0/bias.npy'", AssertUnusable(folder["a.ckpt"]));
    }

    [Fact]
    public void A_changed_byte_anywhere_loads_the_same_or_is_a_data_error()
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        byte[] whole = File.ReadAllBytes(folder["a.ckpt"]);
        for (int position = 0; position < whole.Length; position += 3)
        {
            byte[] changed = (byte[])whole.Clone();
            changed[position] ^= 0x41;
            File.WriteAllBytes(folder["changed.ckpt"], changed);
            try
            {
                // A byte that nothing reads, such as a time, may change; a value may not.
                Assert.Equal(Sample().Get<double>("layers/0/bias"), CheckpointFile.Load(folder["changed.ckpt"]).Get<double>("layers/0/bias"));
            }
            catch (BrunoException exception)
            {
                Assert.Equal(ExitCode.Data, exception.ExitCode);
            }
        }
    }

    [Fact]
    public void Missing_and_foreign_files_are_named_with_a_remedy()
    {
        Assert.Contains("there is no such file", AssertUnusable(folder["missing.ckpt"]));
        File.WriteAllText(folder["text.ckpt"], "hello");
        AssertUnusable(folder["text.ckpt"]);

        WriteZip("empty.ckpt", ("a.npy", "x"));
        Assert.Contains("no header.json", AssertUnusable(folder["empty.ckpt"]));
        WriteZip("other.ckpt", ("header.json", """{"format": 3}"""));
        Assert.Contains("another program", AssertUnusable(folder["other.ckpt"]));
        WriteZip("newer.ckpt", ("header.json", """{"format": "bruno-checkpoint", "version": 2}"""));
        Assert.Contains("version 2", AssertUnusable(folder["newer.ckpt"]));
        WriteZip("short.ckpt", ("header.json", """{"format": "bruno-checkpoint", "version": 1, "arrays": 1, "header": {}}"""));
        Assert.Contains("0 arrays of 1", AssertUnusable(folder["short.ckpt"]));
        WriteZip("bad.ckpt", ("header.json", """{"format": "bruno-checkpoint", "version": 1, "arrays": 1, "header": {}}"""), ("w.npy", "x"));
        Assert.Contains("the array 'w'", AssertUnusable(folder["bad.ckpt"]));
    }

    [Fact]
    public void A_killed_writer_leaves_the_old_checkpoint()
    {
        CheckpointFile.Save(folder["last.ckpt"], Sample());
        byte[] before = File.ReadAllBytes(folder["last.ckpt"]);
        // What a writer killed half way leaves: a temporary file beside, the target never touched.
        File.WriteAllBytes(folder["last.ckpt.1-2.tmp"], before[..100]);
        Assert.Equal(3, CheckpointFile.Load(folder["last.ckpt"]).HeaderAs<SampleHeader>().Epoch);
        CheckpointFile.Save(folder["last.ckpt"], Sample());
        Assert.Equal(before, File.ReadAllBytes(folder["last.ckpt"]));
    }

    [Fact]
    public void An_array_that_does_not_fit_is_named()
    {
        Checkpoint sample = Sample();
        Assert.Contains("no array 'layers/1/weights'", Assert.Throws<BrunoException>(() => sample.Get<float>("layers/1/weights")).Message);
        Assert.Contains("holds Single, not Double", Assert.Throws<BrunoException>(() => sample.Get<double>("layers/0/weights")).Message);
        Assert.Contains("(2, 3), not (3, 2)", Assert.Throws<BrunoException>(() => sample.Get<float>("layers/0/weights", 3, 2)).Message);
        Assert.Throws<ArgumentException>(() => sample.Add("../evil", new[] { 1 }));
        Assert.Throws<ArgumentException>(() => sample.Add("a", new[] { 1 }, 2));
        Assert.Throws<ArgumentException>(() => sample.Add("a", new[] { 'x' }));
        Assert.Throws<ArgumentException>(() => new Checkpoint(new[] { 1 }));
        Assert.Equal(1, (int)new Checkpoint(new JsonObject { ["a"] = 1 }).Header["a"]!);
    }

    /// <summary>Faults of JSON that show only when a property is asked for, under a seal that fits.</summary>
    [Theory]
    [InlineData("{\"format\":", "{\"version\":1,\"format\":")]
    [InlineData("\"epoch\"", "\"epo\u00FFch\"")]
    [InlineData("\"bruno-checkpoint\"", "\"bruno-check\\ud800point\"")]
    public void AHeaderIsReadAsAWhole(string right, string wrong)
    {
        CheckpointFile.Save(folder["a.ckpt"], Sample());
        ZipParts parts = new(isSealed: true);
        (string Name, byte[] Content)[] entries = [.. parts.Take(File.ReadAllBytes(folder["a.ckpt"]))];
        File.WriteAllBytes(folder["a.ckpt"], parts.Put(entries));
        CheckpointFile.Load(folder["a.ckpt"]);

        string header = Encoding.Latin1.GetString(entries[0].Content), compact = header.Replace("\n", "").Replace("  ", "").Replace("\": ", "\":");
        Assert.Contains(right, compact, StringComparison.Ordinal);
        entries[0].Content = Encoding.Latin1.GetBytes(compact.Replace(right, wrong));
        File.WriteAllBytes(folder["a.ckpt"], parts.Put(entries));
        AssertUnusable(folder["a.ckpt"]);
    }

    private void WriteZip(string name, params (string Name, string Text)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(folder[name], ZipArchiveMode.Create);
        foreach ((string entryName, string text) in entries)
        {
            using Stream stream = archive.CreateEntry(entryName, CompressionLevel.NoCompression).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private static string AssertUnusable(string path)
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => CheckpointFile.Load(path));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains(path, exception.Message);
        return exception.Message;
    }
}
