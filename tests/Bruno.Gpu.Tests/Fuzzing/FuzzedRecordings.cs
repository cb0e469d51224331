using System.Globalization;
using System.IO.Compression;
using System.Text;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Downloads;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Inspection;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Formats;
using PureHDF;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Files that others recorded or stored, and the archives that they come in.</summary>
internal static class FuzzedRecordings
{
    private const int Samples = 20, Steps = 4, Channels = 2;

    /// <summary>PureHDF asks for as much as a length in the file says, up to 2 GB at a time, before it finds that so much is not there.</summary>
    private const long MostBytesOfHdf5 = 4L << 30;

    private const string Series = """
        # made by hand
        @problemName Two Vowels
        @timeStamps false
        @univariate false
        @dimensions 2
        @equalLength false
        @classLabel true a e
        @data

        """;

    private const string ChoralesText = """{"train": [[[60, 64, 67], [62], [], [60, 72]], [[48], [50]]], "valid": [[[60], [61, 65]]], "test": [[[60], [61], [21, 108]]]}""";

    /// <summary>How recordings are read.</summary>
    public static DataConfiguration Settings { get; } = new();

    public static FuzzedFormat Npz() => Recorded("npz", ".npz", [Written(compress: false), Written(compress: true)], new ZipParts());

    public static FuzzedFormat Npy() => new(
        "npy", "a_samples.npy", [Npy(Values()), Npy(Labels()), Npy(new StoredArray(Enumerable.Range(0, 24).Select(i => (Half)i).ToArray(), [2, 3, 4])), Npy(new StoredList([new StoredText("ja"), new StoredText("nein")]))], Load)
    {
        Prepare = folder => File.WriteAllBytes(Path.Combine(folder, "a_labels.npy"), Npy(Labels())),
    };

    public static FuzzedFormat Hdf5()
    {
        string folder = Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Formats", "hdf5");
        return Recorded("hdf5", ".h5", [.. Directory.GetFiles(folder, "*.h5").Order(StringComparer.Ordinal).Select(File.ReadAllBytes), Hdf5File()]) with { MostBytes = MostBytesOfHdf5 };
    }

    public static FuzzedFormat Nir()
    {
        string folder = Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Nir", "graphs");
        return new("nir", "graph.nir", [.. Directory.GetFiles(folder, "*.nir").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)], path =>
        {
            NirNetwork network = NirImport.ToNetwork(NirFile.Read(path), new(1e-3), path);
            ImportedRun.Configure(network, new([], []), path).Accept();
        }) { MostBytes = MostBytesOfHdf5 };
    }

    public static FuzzedFormat Matlab() => Recorded("matlab", ".mat", Base64(
        MatlabSamples.Little, MatlabSamples.Big, MatlabSamples.One, MatlabSamples.OneStored, MatlabSamples.Sparse, MatlabSamples.Complex, MatlabSamples.Handle, MatlabSamples.Object,
        MatlabSamples.Opaque, MatlabSamples.Deep, MatlabSamples.Bomb));

    public static FuzzedFormat TimeSeries() => Recorded("time-series", ".ts", FuzzedTexts.Texts(
        Series + string.Concat(Enumerable.Range(0, Samples).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},2.5,-3e1:4,{i},6:{(i % 2 == 0 ? 'a' : 'e')}\n"))),
        "@targetLabel true\n@data\n1,2:-0.5\n2,3:0.5\n3,4:1\n")) with { IsText = true };

    public static FuzzedFormat Wave() => Sample("wave", ".wav", [WaveOf(1, 8, 1), WaveOf(1, 16, 2), WaveOf(1, 24, 1), WaveOf(3, 32, 1), WaveOf(3, 64, 2), WaveOf(0xFFFE, 16, 1)]);

    public static FuzzedFormat Pickle() => Recorded("pickle", ".pkl", [
        .. Base64(
            PickleSamples.Protocol0, PickleSamples.Protocol1, PickleSamples.Protocol2, PickleSamples.Protocol3, PickleSamples.Protocol4, PickleSamples.Protocol5, PickleSamples.NumPy2,
            PickleSamples.Itself, PickleSamples.Doubling, PickleSamples.Deep, PickleSamples.Python2, PickleSamples.Fields, PickleSamples.Evil4),
        PickledRecordings(), Encoding.ASCII.GetBytes($"cposix\nsystem\n(S'touch {FuzzedFormats.Executed}'\ntR."), Encoding.ASCII.GetBytes($"c__builtin__\nopen\n(S'{FuzzedFormats.Executed}'\nS'w'\ntR."),
    ]);

    public static FuzzedFormat Torch() => Recorded(
        "torch", ".pt", Base64(TorchSamples.All, TorchSamples.BigEndian, TorchSamples.Expanded, TorchSamples.Short, TorchSamples.Huge, TorchSamples.Evil), new ZipParts());

    public static FuzzedFormat Safetensors() => new("safetensors", "weights.safetensors", [SafetensorsOf()], path => SafetensorsFile.Read(path));

    public static FuzzedFormat Events() => Sample("events", ".bin", [EventsOf(200), EventsOf(5)]);

    public static FuzzedFormat Chorales() => new(
        "chorales", "chorales.json", FuzzedTexts.Texts(ChoralesText), path => new ChoralesDataset().LoadOther(path, null, new())) { IsText = true };

    public static FuzzedFormat Zip()
    {
        ZipParts parts = new();
        byte[] plain = parts.Put([("data/a.csv", "a,b\n1,2\n"u8.ToArray()), ("b.txt", new byte[5000]), ("folder/", [])]), hostile = parts.Put([("a/../../outside", [1]), ("/outside", [2]), ("c", [3])]);
        return new("zip", "archive.zip", [plain, hostile], Unpack) { Parts = parts };
    }

    public static FuzzedFormat Gzip()
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.ASCII.GetBytes(FuzzedTables.RecordingsText()));
        return new("gzip", "table.csv.gz", [stream.ToArray()], Unpack);
    }

    /// <summary>Unpacks into a folder in the folder of the input, beside which nothing may appear.</summary>
    private static void Unpack(string path)
    {
        string folder = Path.GetDirectoryName(path)!, target = Path.Combine(folder, "unpacked");
        try
        {
            Archive.Unpack(path, target);
        }
        finally
        {
            Assert.Equal([path, target], Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal));
            Directory.Delete(target, recursive: true);
        }
    }

    private static FuzzedFormat Recorded(string name, string ending, IReadOnlyList<byte[]> seeds, IFileParts? parts = null) => new(name, "recordings" + ending, seeds, Load) { Parts = parts };

    private static void Load(string path)
    {
        try
        {
            DatasetReport.Of(RecordedData.Load("files", path, null, Settings));
        }
        catch (DataException) when (FileKinds.Of(path) is FileKind.Npy or FileKind.Npz or FileKind.TorchArchive or FileKind.Matlab or FileKind.Hdf5 or FileKind.Pickle)
        {
            // Arrays that are no recordings count as read where they can be.
            FileRecordings.Content(path, FileKinds.Of(path));
        }
    }

    /// <summary>A file among others, in a folder for each of two classes.</summary>
    private static FuzzedFormat Sample(string name, string ending, IReadOnlyList<byte[]> seeds) => new(
        name, Path.Combine("yes", "0" + ending), seeds, path => DatasetReport.Of(RecordedData.Load("files", Path.GetDirectoryName(Path.GetDirectoryName(path))!, null, Settings)))
    {
        Prepare = folder =>
        {
            File.WriteAllText(Path.Combine(folder, DescriptionFile.InFolder), "classes = [\"yes\", \"no\"]\n");
            foreach (string label in new[] { "yes", "no" })
            {
                Directory.CreateDirectory(Path.Combine(folder, label));
                for (int i = 0; i < 5; ++i)
                    File.WriteAllBytes(Path.Combine(folder, label, $"{i}{ending}"), seeds[0]);
            }
        },
    };

    private static IReadOnlyList<byte[]> Base64(params string[] texts) => [.. texts.Select(Convert.FromBase64String)];

    private static StoredArray Values() => new(Enumerable.Range(0, Samples * Steps * Channels).Select(i => i * 7 % 11 * 0.1f).ToArray(), [Samples, Steps, Channels]);

    private static StoredArray Labels() => new(Enumerable.Range(0, Samples).Select(i => i % 2).ToArray(), [Samples]);

    private static byte[] Npy(StoredValue value)
    {
        using MemoryStream stream = new();
        NpyFormat.Write(stream, value);
        return stream.ToArray();
    }

    private static byte[] Written(bool compress) => InFolder(path => NpzFile.Write(
        path, new Dictionary<string, StoredValue> { ["x"] = Values(), ["y"] = Labels(), ["groups"] = new StoredList([.. Enumerable.Range(0, Samples).Select(i => new StoredText($"person {i / 4}"))]) }, compress));

    private static byte[] SafetensorsOf() => InFolder(path => SafetensorsFile.Write(path, new Dictionary<string, StoredArray>
    {
        ["a"] = new(new[] { 1.5, -2 }, [1, 2]), ["b"] = new(new byte[] { 7 }, []), ["c"] = new(new[] { (Half)1, (Half)2 }, [2]), ["d"] = new(Array.Empty<float>(), [0, 3]),
    }));

    private static byte[] InFolder(Action<string> write)
    {
        using TemporaryFolder folder = new();
        write(folder["file"]);
        return File.ReadAllBytes(folder["file"]);
    }

    private static byte[] Hdf5File()
    {
        H5File file = new()
        {
            ["x"] = new H5Dataset((float[])Values().Elements, fileDims: [Samples, Steps, Channels]), ["y"] = new H5Dataset((int[])Labels().Elements, fileDims: [Samples]),
        };
        using MemoryStream stream = new();
        file.Write(stream);
        return stream.ToArray();
    }

    /// <summary>A dictionary of nested lists, protocol 0.</summary>
    private static byte[] PickledRecordings()
    {
        string List(int count, Func<int, string> item) => $"({string.Concat(Enumerable.Range(0, count).Select(item))}l";
        string values = List(Samples, i => List(Steps, step => List(Channels, channel => string.Create(CultureInfo.InvariantCulture, $"F{(i * 7 + step * 3 + channel) % 11}.5\n"))));
        return Encoding.ASCII.GetBytes($"(S'x'\n{values}S'y'\n{List(Samples, i => string.Create(CultureInfo.InvariantCulture, $"I{i % 2}\n"))}d.");
    }

    private static byte[] EventsOf(int count) => [.. Enumerable.Range(0, count).SelectMany(i => new byte[] { (byte)(i % 34), (byte)(i * 5 % 34), (byte)(i % 2 << 7), (byte)(i >> 3), (byte)(i << 5) })];

    private static byte[] WaveOf(int tag, int bits, int channels)
    {
        byte[] data = [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * i))];
        byte[] guid = tag == 0xFFFE ? [22, 0, (byte)bits, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71] : [];
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.Latin1);
        writer.Write("RIFF\0\0\0\0WAVEfmt "u8);
        writer.Write(16 + guid.Length);
        writer.Write((ushort)tag);
        writer.Write((ushort)channels);
        writer.Write(8000);
        writer.Write(8000 * channels * bits / 8);
        writer.Write((ushort)(channels * bits / 8));
        writer.Write((ushort)bits);
        writer.Write(guid);
        writer.Write("LIST\u0003\0\0\0abc\0data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }
}
