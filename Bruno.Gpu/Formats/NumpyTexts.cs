using System.Runtime.InteropServices;
using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>Arrays of texts of a fixed width, as NumPy stores them: padded with zeros.</summary>
internal static class NumpyTexts
{
    private const int MostAxes = 4;

    /// <summary>Reads texts: a text where there are no axes, else a list, of lists where there are several axes.</summary>
    /// <param name="bytes">All elements.</param>
    /// <param name="type">Texts of UTF-32 or of bytes.</param>
    /// <param name="columnMajor">Whether the first axis is contiguous.</param>
    /// <param name="shape">The extents, whose product is the number of texts.</param>
    /// <exception cref="InvalidDataException">A character is none, or there are more axes than texts have.</exception>
    public static StoredValue Decode(ReadOnlySpan<byte> bytes, NumpyType type, bool columnMajor, IReadOnlyList<int> shape)
    {
        if (shape.Count > MostAxes)
            throw new InvalidDataException($"its texts have {shape.Count} axes, more than {MostAxes}: reshape the array");
        StoredText[] texts = new StoredText[StoredArray.CountOf(shape)];
        // Labels repeat: each distinct one is kept once.
        Dictionary<string, StoredText> distinct = [];
        for (int i = 0; i < texts.Length; ++i)
        {
            string text = type.Kind == 'U' ? DecodeUtf32(bytes.Slice(i * type.Size, type.Size), type.BigEndian) : DecodeBytes(bytes.Slice(i * type.Size, type.Size));
            ref StoredText? known = ref CollectionsMarshal.GetValueRefOrAddDefault(distinct, text, out _);
            texts[i] = known ??= new StoredText(text);
        }

        return texts.Length == 0 && shape.Count > 0 ? new StoredList([]) : Nest(texts, shape, columnMajor, 0, 0, 1);
    }

    /// <summary>The bytes of texts as little-endian UTF-32 of equal width.</summary>
    public static byte[] Encode(IReadOnlyList<string> texts, out int width)
    {
        byte[][] encoded = [.. texts.Select(Encoding.UTF32.GetBytes)];
        int bytes = Math.Max(sizeof(int), encoded.Select(text => text.Length).DefaultIfEmpty().Max());
        byte[] result = new byte[checked(bytes * encoded.Length)];
        for (int i = 0; i < encoded.Length; ++i)
            encoded[i].CopyTo(result, i * bytes);
        width = bytes / sizeof(int);
        return result;
    }

    private static StoredValue Nest(StoredText[] texts, IReadOnlyList<int> shape, bool columnMajor, int axis, int first, int step)
    {
        if (axis == shape.Count)
            return texts[first];
        int stride = columnMajor ? step : shape.Skip(axis + 1).Aggregate(1, (product, extent) => product * extent);
        StoredValue[] items = new StoredValue[shape[axis]];
        for (int i = 0; i < items.Length; ++i)
            items[i] = Nest(texts, shape, columnMajor, axis + 1, first + (i * stride), step * shape[axis]);
        return new StoredList(items);
    }

    private static string DecodeUtf32(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        StringBuilder text = new();
        int end = bytes.LastIndexOfAnyExcept((byte)0) + 1;
        for (int i = 0; i < end; i += sizeof(int))
        {
            ReadOnlySpan<byte> character = bytes.Slice(i, sizeof(int));
            uint code = bigEndian
                ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(character)
                : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(character);
            if (!Rune.TryCreate(code, out Rune rune))
                throw new InvalidDataException($"it holds the character number {code}, which is none; {DataFile.CopyAgain}");
            text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static string DecodeBytes(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)]);
}
