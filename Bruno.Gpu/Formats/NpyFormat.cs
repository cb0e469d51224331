using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Arrays in NumPy's NPY format: a magic number, a header that is a Python dictionary, the elements. (NumPy enhancement
/// proposal 1.) Versions 1 to 3 are read; version 1.0 is written, little-endian, in C order.
/// </summary>
internal static class NpyFormat
{
    private const int Alignment = 64;

    /// <summary>Reads an array that fills the content.</summary>
    /// <param name="stream">Where the content begins.</param>
    /// <param name="length">Bytes of the content.</param>
    /// <param name="budget">What the elements may fill.</param>
    /// <returns>Numbers as an array; texts as a list, of lists where there are several axes.</returns>
    /// <exception cref="InvalidDataException">It is not such an array.</exception>
    public static StoredValue Read(Stream stream, long length, MemoryBudget budget)
    {
        NpyHeader header = NpyHeader.Read(stream, length);
        long data = length - header.Length;
        NumpyType type = header.Type;
        // Before anything is allocated: a corrupt shape must not ask for all memory.
        if (type.Size == 0 && header.Count > 0)
            throw new InvalidDataException("its texts have a width of 0");
        if (header.Count > data || header.Count * type.Size != data)
        {
            string asked = (UInt128)(ulong)header.Count * (uint)type.Size is UInt128 bytes && bytes < long.MaxValue ? $"{bytes}" : "far more";
            throw new InvalidDataException($"it has {data} bytes of data where its shape asks for {asked}; {DataFile.CopyAgain}");
        }

        if (header.Count > Array.MaxLength)
            throw new InvalidDataException($"it has {header.Count} elements, more than an array can hold: split it");
        budget.Take(header.ColumnMajor ? 2 * data : data, $"an array of {data} bytes");
        if (type.Number is not NumberType number)
            return ReadTexts(stream, data, header);
        Array elements = number.Read(stream, (int)header.Count, type.BigEndian);
        return new StoredArray(header.ColumnMajor ? number.FromColumnMajor(elements, header.Shape) : elements, header.Shape);
    }

    /// <summary>Writes numbers, a text, or a list of texts.</summary>
    /// <exception cref="ArgumentException">The value is another.</exception>
    public static void Write(Stream stream, StoredValue value)
    {
        switch (value)
        {
            case StoredArray array when NumberType.Of(array.Elements) is NumberType number:
                WriteHeader(stream, Spelling(number), array.Shape);
                number.Write(stream, array.Elements);
                break;
            case StoredText text:
                WriteTexts(stream, [text.Value], []);
                break;
            case StoredList list when list.Items.All(item => item is StoredText):
                WriteTexts(stream, [.. list.Items.Select(item => ((StoredText)item).Value)], [list.Items.Count]);
                break;
            default:
                throw new ArgumentException($"NPY holds numbers or texts, not {value.Kind}.", nameof(value));
        }
    }

    private static StoredValue ReadTexts(Stream stream, long data, NpyHeader header)
    {
        if (data > Array.MaxLength)
            throw new InvalidDataException($"its texts have {data} bytes, more than can be read at once: split it");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)data);
        stream.ReadExactly(bytes);
        return NumpyTexts.Decode(bytes, header.Type, header.ColumnMajor, header.Shape);
    }

    private static void WriteTexts(Stream stream, IReadOnlyList<string> texts, IReadOnlyList<int> shape)
    {
        byte[] bytes = NumpyTexts.Encode(texts, out int width);
        WriteHeader(stream, string.Create(CultureInfo.InvariantCulture, $"<U{width}"), shape);
        stream.Write(bytes);
    }

    private static string Spelling(NumberType type)
    {
        char kind = type == NumberType.Bool ? 'b' : type.Name[0];
        return string.Create(CultureInfo.InvariantCulture, $"{(type.Size == 1 ? '|' : '<')}{kind}{type.Size}");
    }

    private static void WriteHeader(Stream stream, string type, IReadOnlyList<int> extents)
    {
        // Python writes a tuple of one with a comma.
        string shape = extents.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"({extents[0]},)")
            : $"({string.Join(", ", extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))})";
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        int start = NpyHeader.Magic.Length + 2 + sizeof(ushort);
        int unpadded = start + text.Length + 1;
        text = text.PadRight(text.Length + ((Alignment - (unpadded % Alignment)) % Alignment)) + "\n";

        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)text.Length));
        stream.Write(NpyHeader.Magic);
        stream.Write([1, 0]);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }
}
