using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class NpyFileTests : IDisposable
{
    /// <summary>numpy.array([[1.5, -2.25], [3e10, inf]], '>f8').</summary>
    private const string BigEndian =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPmY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/+AAAAAAAAMACAAAAAAAAQhvwjrAAAAB/8AAAAAAAAA==";

    private const string FortranOrder =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAKz/5P+Q/8j/dP/5/6X/3f+J/8H/bf/y/57/1v+C/7r/Zv/r/5f/z/97/7P/X/8=";

    /// <summary>numpy.array([['a', 'Ü€'], ['𝄞', '']]).</summary>
    private const string Texts =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPFUyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAphAAAAAAAAANwAAACsIAAAHtEBAAAAAAAAAAAAAAAAAA==";

    private const string BigEndianTexts =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPlU0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAABuAAAAZQAAAGkAAABuAAAAagAAAGEAAAAAAAAAAA==";

    private const string Bytes =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnfFMyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAphYmMA";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void BigEndian_IsTurned() => Assert.Equal([1.5, -2.25, 3e10, double.PositiveInfinity], Read(BigEndian).Elements<double>(2, 2));

    [Fact]
    public void FortranOrder_IsTransposed() =>
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (short)(-7 * i)), Read(FortranOrder).Elements<short>(2, 3, 4));

    [Fact]
    public void Texts_AreListsOfTexts()
    {
        StoredList rows = Assert.IsType<StoredList>(Read(Texts));
        Assert.Equal(["a", "Ü€"], rows.Items[0].Texts());
        Assert.Equal(["\U0001d11e", ""], rows.Items[1].Texts());
        Assert.Equal(["nein", "ja"], Read(BigEndianTexts).Texts());
        Assert.Equal(["ab", "c"], Read(Bytes).Texts());
    }

    [Fact]
    public void ScalarsAndVersions()
    {
        Assert.Equal([0.1f], Read(Header("'<f4'", "()", "zczMPQ==")).Elements<float>());
        Assert.Equal([0, 1, 2], Read(
            "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8dTQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAQAAAAIAAAA=").Elements<uint>(3));
        Assert.Equal([true, false], Read(
            "k05VTVBZAwB0AAAAeydkZXNjcic6ICd8YjEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAA==").Elements<bool>(2));
        Assert.Equal([(Half)1.5, (Half)(-0.25)], Read(Header("'<f2'", "(2,)", "AD4AtA==")).Elements<Half>(2));
        Assert.Empty(Read(Header("'<f2'", "(0, 2147483647, 2147483647, 2147483647)", "")).Elements<Half>(0, int.MaxValue, int.MaxValue, int.MaxValue));
    }

    [Theory]
    [InlineData("'<c16'", "complex")]
    [InlineData("'<M8[D]'", "date")]
    [InlineData("'<m8[ns]'", "date")]
    [InlineData("'|O'", "Python objects")]
    [InlineData("'<f16'", "extended float")]
    [InlineData("'|V8'", "structured")]
    [InlineData("[('a', '<i4'), ('b', '<f8')]", "structured")]
    [InlineData("'<q8'", "'<q8' is not understood")]
    [InlineData("''", "'' is not understood")]
    [InlineData("'<U0'", "width of 0")]
    public void OtherTypes_AreRefusedByName(string type, string message) =>
        Damage.Refused(folder["a.npy"], Header(type, "(1,)", "AAAAAAAAAAAAAAAAAADwPw=="), path => NpyFile.Read(path), message);

    [Theory]
    [InlineData("(2147483647, 2147483647, 2147483647)", "far more")]
    [InlineData("(2147483647,)", "asks for 8589934588")]
    [InlineData("(3,)", "has 8 bytes of data where its shape asks for 12")]
    [InlineData("(1,)", "has 8 bytes of data where its shape asks for 4")]
    [InlineData("(2147483648,)", "'2147483648'")]
    [InlineData("(-1,)", "not understood")]
    public void ShapesThatAreNotThere_AreRefusedBeforeAnythingIsAllocated(string shape, string message) =>
        Damage.Refused(folder["a.npy"], Header("'<f4'", shape, "AAAAAAAAAAA="), path => NpyFile.Read(path), message);

    [Fact]
    public void HugeHeaders_AreRefused()
    {
        byte[] file = [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[100]];
        Damage.Refused(folder["a.npy"], file, path => NpyFile.Read(path), "header is cut off");
        Damage.Refused(folder["a.npy"], [0x93, .. "NUMPY"u8, 4, 0, 0, 0, 0, 0], path => NpyFile.Read(path), "version 4");
        Damage.Refused(folder["a.npy"], [.. "hello, world"u8], path => NpyFile.Read(path), "not an array in NPY format");
        Assert.Contains("is not there", Assert.Throws<DataException>(() => NpyFile.Read(folder["none.npy"])).Message);
        Assert.Contains("is a folder", Assert.Throws<DataException>(() => NpyFile.Read(folder.Path)).Message);
    }

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        foreach (string file in new[] { BigEndian, FortranOrder, Texts, Bytes })
        {
            Damage.CutAnywhere(folder["a.npy"], Convert.FromBase64String(file), path => NpyFile.Read(path));
            Damage.Anywhere(folder["a.npy"], Convert.FromBase64String(file), path => NpyFile.Read(path));
        }
    }

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (Array elements in new Array[]
        {
            new[] { true, false }, new sbyte[] { -1, 2 }, new byte[] { 255, 0 }, new short[] { -300, 1 }, new ushort[] { 60000, 1 }, new[] { int.MinValue, 7 },
            new uint[] { uint.MaxValue, 7 }, new long[] { long.MinValue, 7 }, new ulong[] { ulong.MaxValue, 7 }, new[] { Half.Epsilon, (Half)7 }, new[] { float.NaN, -0f }, new[] { Math.PI, -0.0 },
        })
        {
            NpyFile.Write(folder["b.npy"], new StoredArray(elements, [1, 2, 1]));
            StoredArray read = Assert.IsType<StoredArray>(NpyFile.Read(folder["b.npy"]));
            Assert.Equal(elements, read.Elements);
            Assert.Equal([1, 2, 1], read.Shape);
        }

        NpyFile.Write(folder["b.npy"], new StoredText("größer"));
        Assert.Equal("größer", Assert.IsType<StoredText>(NpyFile.Read(folder["b.npy"])).Value);
        NpyFile.Write(folder["b.npy"], new StoredList([]));
        Assert.Empty(NpyFile.Read(folder["b.npy"]).Texts());
        Assert.Throws<ArgumentException>(() => NpyFile.Write(folder["b.npy"], new StoredList([new StoredList([])])));
    }

    [Fact]
    public void TextsAreWritten_AsNumPyWritesThem()
    {
        NpyFile.Write(folder["b.npy"], new StoredList([new StoredText("nein"), new StoredText("ja")]));
        byte[] written = File.ReadAllBytes(folder["b.npy"]);
        Assert.StartsWith("{'descr': '<U4', 'fortran_order': False, 'shape': (2,), }", Encoding.ASCII.GetString(written, 10, 118));
        Assert.Equal([(byte)'n', 0, 0, 0, (byte)'e', 0, 0, 0], written[128..136]);
        Assert.Equal(128 + (2 * 4 * 4), written.Length);
    }

    [Fact]
    public void PublicFile_AsNumPyReadsIt()
    {
        StoredValue samples = NpyFile.Read(SharedDatasets.Find("yin-yang", "yinyang_train_samples.npy"));
        double[] elements = samples.Elements<double>(5000, 4);
        Assert.Equal(0.859915984763476, elements[(17 * 4) + 2]);
        Assert.Equal(10000, samples.Sum(), 1e-8);
    }

    private static byte[] Header(string type, string shape, string elements)
    {
        byte[] text = Encoding.ASCII.GetBytes($"{{'descr': {type}, 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. Convert.FromBase64String(elements)];
    }

    private StoredValue Read(string file) => Read(Convert.FromBase64String(file));

    private StoredValue Read(byte[] file)
    {
        File.WriteAllBytes(folder["a.npy"], file);
        return NpyFile.Read(folder["a.npy"]);
    }
}
