using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Arrays in the safetensors format: the length of the header (8 bytes, little-endian), a header in JSON that says of every array
/// <c>dtype</c>, <c>shape</c> and <c>data_offsets</c> [begin, end) after the header, and the elements, little-endian, in C order, one array
/// after the other without gaps.
/// </summary>
internal static class SafetensorsFile
{
    private const string MetadataKey = "__metadata__";
    private const int LargestHeader = 100_000_000;

    private static readonly (string Name, Type Type, int Size)[] Types =
    [
        ("F64", typeof(double), 8), ("F32", typeof(float), 4), ("F16", typeof(Half), 2), ("I64", typeof(long), 8), ("I32", typeof(int), 4),
        ("I16", typeof(short), 2), ("I8", typeof(sbyte), 1), ("U64", typeof(ulong), 8), ("U32", typeof(uint), 4), ("U16", typeof(ushort), 2),
        ("U8", typeof(byte), 1), ("BOOL", typeof(bool), 1),
    ];

    /// <summary>Writes arrays, whole or not at all; equal content gives equal bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by their names, in this order.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, StoredArray> arrays)
    {
        JsonObject header = [];
        long offset = 0;
        foreach ((string name, StoredArray array) in arrays)
        {
            (string type, _, int size) = Types.First(type => type.Type == array.Elements.GetType().GetElementType());
            long end = offset + (long)array.Count * size;
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. array.Shape.Select(extent => JsonValue.Create(extent))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        // Elements begin at a multiple of 8.
        byte[] padded = [.. text, .. Enumerable.Repeat((byte)' ', (8 - text.Length % 8) % 8)];
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, padded.Length);
            stream.Write(length);
            stream.Write(padded);
            foreach (StoredArray array in arrays.Values)
                stream.Write(BytesOf(array.Elements));
        });
    }

    /// <summary>Reads all arrays.</summary>
    /// <exception cref="DataException">
    /// It is missing, cut off or damaged: its header is not what the format says, or arrays overlap, leave gaps or do not fill the file.
    /// </exception>
    public static StoredTable Read(string path) => DataFile.Read(path, Read);

    private static StoredTable Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > LargestHeader || length > stream.Length - 8)
            throw new InvalidDataException($"its header is said to have {length} bytes, which it cannot have: it is no safetensors file, or damaged");
        byte[] text = new byte[length];
        stream.ReadExactly(text);
        List<Place> places = [.. Header(text).Select(entry => Place.Of(entry.Key, entry.Value)).OrderBy(place => place.Begin)];
        long offset = 0, all = stream.Length - stream.Position;
        Dictionary<string, StoredValue> arrays = new(StringComparer.Ordinal);
        foreach (Place place in places)
        {
            if (place.Begin != offset)
                throw new InvalidDataException($"the array '{place.Name}' begins at byte {place.Begin} where {offset} is due: the file is damaged");
            offset = place.End;
            if (place.End > all)
                throw new InvalidDataException($"the array '{place.Name}' ends at byte {place.End} of {all}: the file is damaged or cut off");
            Array elements = Array.CreateInstance(place.Type, (int)place.Elements);
            stream.ReadExactly(BytesOf(elements));
            arrays[place.Name] = new StoredArray(elements, place.Shape);
        }

        return offset == all ? new(arrays) : throw new InvalidDataException($"{all - offset} bytes belong to no array: the file is damaged");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Header(byte[] text)
    {
        try
        {
            return JsonFile.ParseObject(text).Where(entry => entry.Key != MetadataKey);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"its header is no object in JSON ({exception.Message.TrimEnd('.')}): it is no safetensors file, or damaged", exception);
        }
    }

    private static Span<byte> BytesOf(Array elements) => elements.Length == 0
        ? []
        : MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(elements), elements.Length * Array.Find(Types, type => type.Type == elements.GetType().GetElementType()).Size);

    /// <summary>Where an array lies and what it is.</summary>
    private sealed record Place(string Name, Type Type, IReadOnlyList<int> Shape, long Elements, long Begin, long End)
    {
        public static Place Of(string name, JsonNode? node)
        {
            (string dtype, int[] shape, long[] offsets) = Parse(name, node);
            (_, Type? type, int size) = Array.Find(Types, candidate => candidate.Name == dtype);
            if (type is null)
                throw new InvalidDataException($"the array '{name}' has the type {dtype}, which is none of {string.Join(", ", Types.Select(known => known.Name))}: convert it");
            long elements = Array.Exists(shape, extent => extent < 0) ? -1 : StoredArray.CountOf(shape);
            return offsets is [>= 0 and long begin, long end] && elements is >= 0 and <= int.MaxValue && end - begin == elements * size
                ? new(name, type, shape, elements, begin, end)
                : throw new InvalidDataException($"the shape and the offsets of the array '{name}' contradict each other: the file is damaged");
        }

        private static (string Type, int[] Shape, long[] Offsets) Parse(string name, JsonNode? node)
        {
            try
            {
                return node is not JsonObject ? throw new JsonException("it is no object") : (node["dtype"].Deserialize<string>() ?? "", node["shape"].Deserialize<int[]>() ?? [-1], node["data_offsets"].Deserialize<long[]>() ?? []);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                throw new InvalidDataException($"what it says of the array '{name}' is not dtype, shape and data_offsets: it is damaged", exception);
            }
        }
    }
}
