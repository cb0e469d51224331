using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class NpzFileTests : IDisposable
{
    /// <summary>numpy.savez_compressed of x = arange(6) / 4 as float32 (2, 3), labels = [1, 0], names = ['A', 'Be'].</summary>
    private const string Compressed =
        "UEsDBBQAAAAIAAAAIQAKnACkVgAAAJgAAAAFABQAeC5ucHkBABAAmAAAAAAAAABWAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYwaLADEvYMDA5A3ADEC+wBUEsDBBQAAAAIAAAAIQBx+zmrSAAAAJAAAAAKABQAbGFiZWxzLm5weQEAEACQAAAAAAAAAEgAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALkYGVAAAUEsDBBQAAAAIAAAAIQCHAU9dTQAAAJAAAAAJABQAbmFtZXMubnB5AQAQAJAAAAAAAAAATQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuE2qkrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuRwYIcALiVCAGAFBLAQIUAxQAAAAIAAAAIQAKnACkVgAAAJgAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLAQIUAxQAAAAIAAAAIQBx+zmrSAAAAJAAAAAKAAAAAAAAAAAAAACAAY0AAABsYWJlbHMubnB5UEsBAhQDFAAAAAgAAAAhAIcBT11NAAAAkAAAAAkAAAAAAAAAAAAAAIABEQEAAG5hbWVzLm5weVBLBQYAAAAAAwADAKIAAACZAQAAAAA=";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CompressedArrays_AreRead()
    {
        File.WriteAllBytes(folder["a.npz"], Convert.FromBase64String(Compressed));
        StoredTable table = NpzFile.Read(folder["a.npz"]);
        Assert.Equal(["x", "labels", "names"], table.Entries.Keys);
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1, 1.25f], table.Find("x").Elements<float>(2, 3));
        Assert.Equal([1, 0], table.Find("labels").Elements<long>(2));
        Assert.Equal(["A", "Be"], table.Find("names").Texts());
        Assert.Null(table.Find("y"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read(bool compress)
    {
        NpzFile.Write(folder["b.npz"], Sample(), compress);
        StoredTable read = NpzFile.Read(folder["b.npz"]);
        Assert.Equal(["x", "classes"], read.Entries.Keys);
        Assert.Equal(new byte[1000], read.Find("x").Elements<byte>(10, 100));
        Assert.Equal(["ja", "vielleicht", "ja"], read.Find("classes").Texts());
        Assert.Equal(compress, new FileInfo(folder["b.npz"]).Length < 900);
    }

    [Fact]
    public void NumPy_reads_what_is_written()
    {
        NpzFile.Write(folder["a.npz"], Sample(), compress: true);
        const string Script = "import sys, numpy; z = numpy.load(sys.argv[1]); print(z['x'].shape, z['x'].dtype, z['classes'].tolist())";
        ProcessStartInfo start = new("/usr/bin/python3", ["-c", Script, folder["a.npz"]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!File.Exists(start.FileName))
            Assert.Skip("needs python3 with numpy");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        if (process.StandardError.ReadToEnd().Contains("No module named 'numpy'", StringComparison.Ordinal))
            Assert.Skip("needs numpy");
        Assert.Equal("(10, 100) uint8 ['ja', 'vielleicht', 'ja']", output.Trim());
    }

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        byte[] whole = Convert.FromBase64String(Compressed);
        Damage.CutAnywhere(folder["a.npz"], whole, path => NpzFile.Read(path));
        Damage.Anywhere(folder["a.npz"], whole, path => NpzFile.Read(path));
        NpzFile.Write(folder["b.npz"], Sample());
        whole = File.ReadAllBytes(folder["b.npz"]);
        Damage.CutAnywhere(folder["a.npz"], whole, path => NpzFile.Read(path));
        whole[300] ^= 1;
        Damage.Refused(folder["a.npz"], whole, path => NpzFile.Read(path), "entry 'x.npy': its checksum does not fit");
        Damage.Refused(folder["a.npz"], [.. "hello"u8], path => NpzFile.Read(path));
        Damage.Refused(folder["a.npz"], [], path => NpzFile.Read(path));
    }

    [Theory]
    [InlineData("../x.npy")]
    [InlineData("a/../../x.npy")]
    [InlineData("/etc/x.npy")]
    [InlineData("..\\x.npy")]
    [InlineData("C:x.npy")]
    public void NamesThatLeadOut_AreRefused(string name) =>
        Damage.Refused(folder["a.npz"], Zip((name, [1])), path => NpzFile.Read(path), name, "leads out of the archive");

    [Fact]
    public void OddArchives_AreRefused()
    {
        Damage.Refused(folder["a.npz"], Zip(("x.npy", [1]), ("x.npy", [1])), path => NpzFile.Read(path), "'x.npy'", "twice");
        Damage.Refused(folder["a.npz"], Zip(("x.txt", [1])), path => NpzFile.Read(path), "holds no array");
        Damage.Refused(folder["a.npz"], Zip(("x.npy", [1])), path => NpzFile.Read(path), "entry 'x.npy'", "too short");
        byte[] encrypted = Zip(("x.npy", [1]));
        int directory = encrypted.AsSpan().IndexOf("PK\u0001\u0002"u8);
        encrypted[directory + 8] |= 1;
        encrypted[6] |= 1;
        Damage.Refused(folder["a.npz"], encrypted, path => NpzFile.Read(path), "'x.npy'", "encrypted");
    }

    [Fact]
    public void SizesThatNoInflationReaches_AreRefused()
    {
        byte[] file = Convert.FromBase64String(Compressed);
        int directory = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(directory + 24), 4_000_000_000);
        Damage.Refused(folder["a.npz"], file, path => NpzFile.Read(path), "'x.npy'", "cannot hold the 4000000000");
    }

    [Fact]
    public void ABomb_EndsInBoundedMemory()
    {
        // An array that promises, and inflates to, 300 MB of zeros out of 0.3 MB.
        using (FileStream stream = File.Create(folder["bomb.npz"]))
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        using (Stream entry = archive.CreateEntry("x.npy", CompressionLevel.Optimal).Open())
        {
            byte[] text = [.. "{'descr': '|u1', 'fortran_order': False, 'shape': (300000000,), }\n"u8];
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text]);
            byte[] zeros = new byte[1_000_000];
            for (int i = 0; i < 300; ++i)
                entry.Write(zeros);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Damage.Refused(folder["copy.npz"], File.ReadAllBytes(folder["bomb.npz"]), path => NpzFile.Read(path), "entry 'x.npy'", "256 MB", "bomb", "without compression");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
        // It is what it says: who allows for it reads it.
        StoredTable read = NpzFile.Read(folder["bomb.npz"], _ => new MemoryBudget(300_000_000, "a test"));
        Assert.Equal(300_000_000, read.Find("x").Elements<byte>(300_000_000).Length);
    }

    [Fact]
    public void PublicFiles_AsNumPyReadsThem()
    {
        StoredTable braille = NpzFile.Read(SharedDatasets.Find("braille7", "braille7.npz"));
        byte[] events = braille.Find("events").Elements<byte>(920, 256, 12);
        Assert.Equal(639860, braille.Find("events").Sum());
        Assert.Equal(707, events.Skip(5 * 256 * 12).Take(256 * 12).Sum(value => value));
        Assert.Equal(58441, events.Where((_, i) => i % 12 == 3).Sum(value => value));
        Assert.Equal([5, 1, 4, 4, 6], braille.Find("labels").Elements<long>(920)[..5]);
        StoredTable expected = NpzFile.Read(SharedDatasets.Find("nir", "braille_noDelay_bias_zero.expected.npz"));
        Assert.Equal([34, 60, 103, 107, 120, 72, 77], expected.Find("spike_counts").Elements<short>(920, 7)[21..28]);
        Assert.Equal(2757, expected.Find("predicted").Elements<sbyte>(920).Sum(value => value));
    }

    private static Dictionary<string, StoredValue> Sample() => new()
    {
        ["x"] = new StoredArray(new byte[1000], [10, 100]),
        ["classes"] = new StoredList([new StoredText("ja"), new StoredText("vielleicht"), new StoredText("ja")]),
    };

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
