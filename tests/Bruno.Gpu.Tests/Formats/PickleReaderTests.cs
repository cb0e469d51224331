using System.IO.Compression;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class PickleReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(PickleSamples.Protocol0)]
    [InlineData(PickleSamples.Protocol1)]
    [InlineData(PickleSamples.Protocol2)]
    [InlineData(PickleSamples.Protocol3)]
    [InlineData(PickleSamples.Protocol4)]
    [InlineData(PickleSamples.Protocol5)]
    public void EveryProtocol_GivesTheSameValues(string file)
    {
        StoredTable table = Assert.IsType<StoredTable>(Read(file));
        Assert.Equal(["i", "big", "neg", "f", "t", "n", "s", "b", "l", "m", "x", "a", "F", "u", "sc", "o", "3", "od", "set"], table.Entries.Keys);
        Assert.Equal([7], table.Find("i").Elements<long>());
        Assert.Equal([1L << 40], table.Find("big").Elements<long>());
        Assert.Equal([-3], table.Find("neg").Elements<long>());
        Assert.Equal([2.5], table.Find("f").Elements<double>());
        Assert.Equal([true], table.Find("t").Elements<bool>());
        Assert.Same(StoredNothing.Instance, table.Find("n"));
        Assert.Equal("Größe €", Assert.IsType<StoredText>(table.Find("s")).Value);
        Assert.Equal([0, 255], table.Find("b").Elements<byte>(2));
        Assert.Equal([1, 2, 3], table.Find("l").Elements<long>(3));
        Assert.Equal([1, 2.5], table.Find("m").Elements<double>(2));
        StoredList mixed = Assert.IsType<StoredList>(table.Find("x"));
        Assert.Equal("a", Assert.IsType<StoredText>(mixed.Items[0]).Value);
        Assert.Empty(Assert.IsType<StoredList>(mixed.Items[1]).Items);
        Assert.Equal([1], Assert.IsType<StoredList>(mixed.Items[2]).Items[0].Elements<long>());
        Assert.Equal([0, 1, 2, 3, 4, 5], table.Find("a").Elements<short>(2, 3));
        Assert.Equal([0, 1, 2, 3, 4, 5], table.Find("F").Elements<float>(2, 3));
        Assert.Equal(["ja", "nein"], table.Find("u").Texts());
        Assert.Equal([0.1], table.Find("sc").Elements<double>());
        StoredList objects = Assert.IsType<StoredList>(table.Find("o"));
        Assert.Equal([0, 0], objects.Items[0].Elements<byte>(2));
        Assert.Equal("z", Assert.IsType<StoredText>(objects.Items[1]).Value);
        Assert.Equal("three", Assert.IsType<StoredText>(table.Find("3")).Value);
        Assert.Equal([1], Assert.IsType<StoredTable>(table.Find("od")).Find("k").Elements<long>());
        Assert.Equal([5], table.Find("set").Elements<long>(1));
    }

    [Fact]
    public void OtherPythonsAndNumPys()
    {
        Assert.Equal([0, 1, 2], Read(PickleSamples.NumPy2).Elements<byte>(3));
        StoredTable table = Assert.IsType<StoredTable>(Read(PickleSamples.Python2));
        Assert.Equal([255, 10], table.Find("data").Elements<byte>(2));
        Assert.Equal([5], table.Find("it's").Elements<long>());
    }

    [Theory]
    [InlineData(PickleSamples.Evil0, "asks for posix.system, which a reader of data does not run")]
    [InlineData(PickleSamples.Evil4, "asks for posix.system, which a reader of data does not run")]
    [InlineData(PickleSamples.ComplexNumber, "asks for builtins.complex")]
    [InlineData(PickleSamples.Complex, "is complex")]
    [InlineData(PickleSamples.Fields, "structured")]
    [InlineData(PickleSamples.Itself, "holds itself")]
    [InlineData(PickleSamples.Doubling, "repeat one another")]
    [InlineData(PickleSamples.Deep, "nested more than 100 deep")]
    [InlineData(PickleSamples.Old, "old format of torch.save")]
    public void WhatIsNoData_IsRefusedByName(string file, string message) =>
        Damage.Refused(folder["a.pkl"], Convert.FromBase64String(file), path => PickleReader.Read(path), message);

    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "byte 0: it asks for os.system")]
    [InlineData("(S'echo'\nios\nsystem\n.", "it asks for os.system")]
    [InlineData("(cbuiltins\neval\nS'1'\no.", "it asks for builtins.eval")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n(cos\nsystem\nI0\ntR.", "it asks for os.system")]
    [InlineData("cnumpy\nndarray\n(I5\ntR.", "it calls numpy.ndarray in a way")]
    [InlineData("cnumpy\nndarray\n.", "the name numpy.ndarray, which is no data")]
    [InlineData("Pabc\n.", "data outside of itself")]
    [InlineData("\u0082\u0001.", "extension registry")]
    [InlineData("\u0080\u0009N.", "protocol 9")]
    [InlineData("g7\n.", "recalls value 7")]
    [InlineData("NN.", "2 values instead of one")]
    [InlineData("N.N.", "2 bytes follow its end")]
    [InlineData("0.", "a value is missing")]
    [InlineData("(a.", "a value is missing")]
    [InlineData("t.", "a mark is missing")]
    [InlineData("\u00FE.", "instruction 0xfe is not known")]
    [InlineData("B\u00FF\u00FF\u00FF\u00FFabc.", "ends where 4294967295 bytes more")]
    [InlineData("\u008e\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FFabc.", "ends where")]
    [InlineData("\u008b\u00FF\u00FF\u00FF\u007Fabc.", "whole number of 2147483647 bytes")]
    [InlineData("I1x\n.", "'1x' is no number")]
    [InlineData("}(I1\nNS'1'\nNu.", "the key '1' twice")]
    [InlineData("", "it is empty")]
    public void OddPickles_AreRefused(string text, string message) => Damage.Refused(
        folder["a.pkl"], [.. text.Select(character => (byte)character)], path => PickleReader.Read(path), message);

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        Damage.CutAnywhere(folder["a.pkl"], Convert.FromBase64String(PickleSamples.Small), path => PickleReader.Read(path));
        foreach (string file in new[] { PickleSamples.Protocol0, PickleSamples.Protocol2, PickleSamples.Protocol5, PickleSamples.Small })
            Damage.Anywhere(folder["a.pkl"], Convert.FromBase64String(file), path => PickleReader.Read(path));
    }

    [Fact]
    public void AnEntryOfAZip_IsReadWithoutUnpacking()
    {
        using (ZipArchive archive = ZipFile.Open(folder["a.zip"], ZipArchiveMode.Create))
        {
            foreach ((string name, string file) in new[] { ("data/letters", PickleSamples.Small), ("data/evil", PickleSamples.Evil4) })
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(Convert.FromBase64String(file));
            }
        }

        StoredTable table = Assert.IsType<StoredTable>(PickleReader.ReadFromZip(folder["a.zip"], "data/letters"));
        Assert.Equal([0, 1, 2], table.Find("a").Elements<float>(3));
        byte[] zip = File.ReadAllBytes(folder["a.zip"]);
        Damage.Refused(folder["b.zip"], zip, path => PickleReader.ReadFromZip(path, "data/evil"), "entry 'data/evil'", "asks for posix.system");
        Damage.Refused(folder["b.zip"], zip, path => PickleReader.ReadFromZip(path, "letters"), "no entry 'letters'", "data/letters, data/evil");
    }

    [Fact]
    public void PublicLayout_AsPythonReadsIt()
    {
        StoredList letters = Assert.IsType<StoredList>(PickleReader.Read(SharedDatasets.Find("braille-sample", "data_braille_letters_raw")));
        Assert.Equal(216, letters.Items.Count);
        StoredTable first = Assert.IsType<StoredTable>(letters.Items[0]);
        Assert.Equal("Space", Assert.IsType<StoredText>(first.Find("letter")).Value);
        Assert.Equal(160 * 12, first.Find("taxel_data").Elements<byte>(160, 12).Length);
        StoredTable some = Assert.IsType<StoredTable>(letters.Items[100]);
        Assert.Equal("L", Assert.IsType<StoredText>(some.Find("letter")).Value);
        byte[] values = Assert.IsType<byte[]>(Assert.IsType<StoredArray>(some.Find("taxel_data")).Elements);
        Assert.Equal([244, 244, 178, 240, 243, 246, 143, 232, 243, 247, 161, 232], values[600..612]);
        Assert.Equal(94306811, letters.Items.Sum(item => Assert.IsType<StoredTable>(item).Find("taxel_data").Sum()));
    }

    private StoredValue Read(string file)
    {
        File.WriteAllBytes(folder["a.pkl"], Convert.FromBase64String(file));
        return PickleReader.Read(folder["a.pkl"]);
    }
}
