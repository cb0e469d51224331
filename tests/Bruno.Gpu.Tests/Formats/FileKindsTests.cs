using System.IO.Compression;
using System.Text;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class FileKindsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n", FileKind.Csv)]
    [InlineData("# made\n1;2\n", FileKind.Csv)]
    [InlineData("\uFEFFx\ty\n", FileKind.Csv)]
    [InlineData("\n {\"a\": 1}", FileKind.Json)]
    [InlineData("[[1, 2]]", FileKind.Json)]
    [InlineData("# about\n\n@problemName x\n", FileKind.TimeSeries)]
    public void Texts_AreToldByTheirFirstLine(string text, object kind) => Assert.Equal(kind, Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void BinaryFormats_AreToldByTheirContent()
    {
        NpyFile.Write(folder["x"], new StoredArray(new[] { 1 }, [1]));
        Assert.Equal(FileKind.Npy, FileKinds.Of(folder["x"]));
        NpzFile.Write(folder["x"], new Dictionary<string, StoredValue> { ["x"] = new StoredArray(new[] { 1 }, [1]) });
        Assert.Equal(FileKind.Npz, FileKinds.Of(folder["x"]));
        Assert.Equal(FileKind.TorchArchive, Of(Convert.FromBase64String(TorchSamples.All)));
        Assert.Equal(FileKind.Matlab, Of(Convert.FromBase64String(MatlabSamples.One)));
        Assert.Equal(FileKind.Matlab, Of(Convert.FromBase64String(MatlabSamples.Big)));
        Assert.Equal(FileKind.Wave, Of([.. "RIFF\u0004\0\0\0WAVE"u8]));
        Assert.Equal(FileKind.Pickle, Of(Convert.FromBase64String(PickleSamples.Protocol4)));
        Assert.Equal(FileKind.Pickle, Of(Convert.FromBase64String(PickleSamples.Protocol0), "a.pkl"));
        byte[] hdf5 = [0x89, .. "HDF\r\n\u001a\n"u8];
        Assert.Equal(FileKind.Hdf5, Of(hdf5));
        Assert.Equal(FileKind.Hdf5, Of([.. Encoding.ASCII.GetBytes("MATLAB 7.3 MAT-file".PadRight(512)), .. hdf5]));
        Assert.Equal(FileKind.AtisEvents, Of([1, 2, 0, 0, 1], "a.BIN"));
        Assert.Equal(FileKind.Matlab, Of([0, 0, 0, 0, 5, 0, 0, 0], "a.mat"));
    }

    [Theory]
    [InlineData("1F8B0800", "gzip", "unpack it")]
    [InlineData("FD377A585A00", "xz", "unpack it")]
    [InlineData("425A6839", "bzip2", "unpack it")]
    [InlineData("526172211A07", "RAR", "unpack it")]
    [InlineData("377ABCAF271C", "7z", "unpack it")]
    [InlineData("28B52FFD", "zstd", "unpack it")]
    [InlineData("255044462D312E37", "PDF", "save it as CSV")]
    [InlineData("D0CF11E0A1B11AE1", "Excel", "save it as CSV")]
    [InlineData("50415231", "Parquet", "save it as CSV")]
    [InlineData("664C6143", "FLAC", "save it as WAV")]
    [InlineData("FFFE61002C00", "UTF-16", "UTF-8")]
    [InlineData("0102030405060708", "begins with the bytes 0102030405060708", "save it as CSV")]
    [InlineData("3C21444F43545950452068746D6C3E", "HTML", "Download the file itself")]
    [InlineData("4072656C6174696F6E20780A", "ARFF", ".ts")]
    [InlineData("76657273696F6E2068747470733A2F2F6769742D6C66732E6769746875622E636F6D2F737065632F76310A", "Git LFS", "git lfs pull")]
    [InlineData("", "empty", "download it again")]
    public void OtherFormats_AreNamedWithARemedy(string bytes, string name, string remedy) =>
        Damage.Refused(folder["a.dat"], Convert.FromHexString(bytes), path => FileKinds.Of(path), name, remedy);

    [Theory]
    [InlineData("xl/workbook.xml", "Excel workbook (.xlsx)")]
    [InlineData("content.xml", "LibreOffice")]
    [InlineData("Train/0/00002.bin", "zip archive of other files (Train/0/00002.bin)")]
    public void OtherArchives_AreNamed(string entry, string message)
    {
        using (ZipArchive archive = ZipFile.Open(folder["b.zip"], ZipArchiveMode.Create))
            archive.CreateEntry(entry);
        Damage.Refused(folder["a.zip"], File.ReadAllBytes(folder["b.zip"]), path => FileKinds.Of(path), message);
    }

    [Theory]
    [InlineData(FileKind.Json, "jsb-chorales", "jsb-chorales-quarter.json")]
    [InlineData(FileKind.AtisEvents, "nmnist-small", "train", "3", "00008.bin")]
    [InlineData(FileKind.Pickle, "braille-sample", "data_braille_letters_raw")]
    [InlineData(FileKind.Npz, "braille7", "braille7.npz")]
    [InlineData(FileKind.TorchArchive, "braille7", "ds_val_0.pt")]
    [InlineData(FileKind.Hdf5, "nir", "lif_norse.nir")]
    [InlineData(FileKind.Matlab, "qtdb", "QTDB_train.mat")]
    [InlineData(FileKind.Wave, "free-spoken-digits", "recordings", "0_george_15.wav")]
    [InlineData(FileKind.Npy, "yin-yang", "yinyang_train_labels.npy")]
    [InlineData(FileKind.Matlab, "polyphonic", "Nottingham.mat")]
    [InlineData(FileKind.TimeSeries, "japanese-vowels", "JapaneseVowels_TRAIN.ts")]
    public void PublicFiles_AreTold(object kind, params string[] parts) => Assert.Equal(kind, FileKinds.Of(SharedDatasets.Find(parts)));

    [Fact]
    public void DamagedArchives_AreFaultsOrKinds() => Damage.Anywhere(
        folder["a.pt"], Convert.FromBase64String(TorchSamples.BigEndian), path => FileKinds.Of(path));

    private FileKind Of(byte[] content, string name = "a.dat")
    {
        File.WriteAllBytes(folder[name], content);
        return FileKinds.Of(folder[name]);
    }
}
