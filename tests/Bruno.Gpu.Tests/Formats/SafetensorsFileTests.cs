using System.Buffers.Binary;
using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

/// <summary>The bytes of the format, and files that contradict themselves.</summary>
public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bruno-safetensors-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TheBytesAreThoseOfTheFormat()
    {
        string path = Path.Combine(folder, "w.safetensors");
        SafetensorsFile.Write(path, new Dictionary<string, StoredArray>
        {
            ["a"] = new(new[] { 1.5, -2 }, [1, 2]), ["b"] = new(new byte[] { 7 }, []), ["c"] = new(Array.Empty<float>(), [0, 3]),
        });
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"a":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]},"b":{"dtype":"U8","shape":[],"data_offsets":[16,17]},"c":{"dtype":"F32","shape":[0,3],"data_offsets":[17,17]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        // 1.5 = 0x3FF8..., -2 = 0xC000... in IEEE 754.
        Assert.Equal([0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0, 7], bytes[(8 + length)..]);
    }

    [Fact]
    public void EveryTypeComesBack()
    {
        string path = Path.Combine(folder, "w.safetensors");
        Dictionary<string, StoredArray> arrays = new Array[]
        {
            new[] { 1.25 }, new[] { 1.5f }, new[] { (Half)0.5 }, new[] { -5L }, new[] { -6 }, new short[] { -7 }, new sbyte[] { -8 }, new[] { 9UL }, new[] { 10u },
            new ushort[] { 11 }, new byte[] { 12 }, new[] { true },
        }.ToDictionary(elements => elements.GetType().Name, elements => new StoredArray(elements, [1]));
        SafetensorsFile.Write(path, arrays);
        StoredTable read = SafetensorsFile.Read(path);
        Assert.Equal(arrays.Count, read.Entries.Count);
        foreach ((string name, StoredArray array) in arrays)
        {
            StoredArray back = (StoredArray)read.Entries[name];
            Assert.Equal(array.Elements.GetType(), back.Elements.GetType());
            Assert.Equal(array.At(0), back.At(0));
        }
    }

    [Fact]
    public void ArraysMayComeInAnyOrderAndWithMetadata()
    {
        StoredTable read = SafetensorsFile.Read(Write(
            """{"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"a":{"dtype":"I8","shape":[],"data_offsets":[0,1]}}""", [255, 2, 3]));
        Assert.Equal(-1, ((StoredArray)read.Entries["a"]).At(0));
        Assert.Equal([2, 3], (byte[])((StoredArray)read.Entries["b"]).Elements);
        Assert.Equal(2, read.Entries.Count);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,3]}}""", "contradict each other")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}""", "contradict each other")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1000000,1000000],"data_offsets":[0,8000000000000]}}""", "contradict each other")]
    [InlineData("""{"a":{"dtype":"U8","shape":[400],"data_offsets":[0,400]}}""", "ends at byte 400 of 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", "begins at byte 1 where 0 is due")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", "begins at byte 1 where 2 is due")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "1 bytes belong to no array")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[0,3]}}""", "the type F8_E4M3")]
    [InlineData("""{"a":{"dtype":"U8","shape":"x","data_offsets":[0,3]}}""", "dtype, shape and data_offsets")]
    [InlineData("""{"a":7}""", "dtype, shape and data_offsets")]
    [InlineData("[1]", "no object in JSON")]
    [InlineData("{\"a\":", "no object in JSON")]
    public void ContradictionsAreRefused(string header, string part)
    {
        DataException exception = Assert.Throws<DataException>(() => SafetensorsFile.Read(Write(header, [1, 2, 3])));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void ShortFilesAreRefused(int length)
    {
        string path = Path.Combine(folder, "short.safetensors");
        File.WriteAllBytes(path, new byte[] { 255, 255, 255, 255, 255, 255, 255, 127 }[..length]);
        Assert.Throws<DataException>(() => SafetensorsFile.Read(path));
    }

    private string Write(string header, byte[] data)
    {
        string path = Path.Combine(folder, "bad.safetensors");
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data]);
        return path;
    }
}
