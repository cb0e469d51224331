using System.Globalization;

namespace Bruno.Gpu.Formats;

/// <summary>The type of a NumPy array's elements, as NPY files and pickles spell it: <c>&lt;f4</c>, <c>|u1</c>, <c>&lt;U8</c>.</summary>
/// <param name="Number">The numbers, or null for texts and objects.</param>
/// <param name="Kind">The letter of the type: U for texts of UTF-32, S for texts of bytes, O for objects.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal sealed record NumpyType(NumberType? Number, char Kind, int Size, bool BigEndian)
{
    private const int Utf32Bytes = 4;

    /// <summary>Reads the spelling of a type.</summary>
    /// <exception cref="InvalidDataException">It is none that holds numbers or texts.</exception>
    public static NumpyType Parse(string text)
    {
        bool hasOrder = text.Length > 0 && text[0] is '<' or '>' or '=' or '|';
        bool bigEndian = text.StartsWith('>');
        string name = hasOrder ? text[1..] : text;
        if (name.Length < 1)
            throw NotUnderstood(text);
        int size = 0;
        if (name.Length > 1 && name[0] is not ('M' or 'm') && !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out size))
            throw NotUnderstood(text);
        NumberType? number = (name[0], size) switch
        {
            ('b' or '?', 1) or ('?', 0) => NumberType.Bool,
            ('i', 1) => NumberType.Int8,
            ('i', 2) => NumberType.Int16,
            ('i', 4) => NumberType.Int32,
            ('i', 8) => NumberType.Int64,
            ('u', 1) => NumberType.UInt8,
            ('u', 2) => NumberType.UInt16,
            ('u', 4) => NumberType.UInt32,
            ('u', 8) => NumberType.UInt64,
            ('f', 2) => NumberType.Float16,
            ('f', 4) => NumberType.Float32,
            ('f', 8) => NumberType.Float64,
            _ => null,
        };
        return (number, name[0]) switch
        {
            ({ } found, _) => new(found, name[0], found.Size, bigEndian),
            (_, 'U') => new(null, 'U', checked(Math.Min(size, int.MaxValue / Utf32Bytes) * Utf32Bytes), bigEndian),
            (_, 'S' or 'a') => new(null, 'S', size, bigEndian),
            (_, 'O') => new(null, 'O', size, bigEndian),
            (_, 'c') => throw new InvalidDataException($"its type '{text}' is complex: store real and imaginary part as two arrays"),
            (_, 'M' or 'm') => throw new InvalidDataException($"its type '{text}' is a date or a stretch of time: store seconds as numbers"),
            (_, 'V') => throw new InvalidDataException($"its type '{text}' is structured: store each field as an array of its own"),
            (_, 'f') => throw new InvalidDataException($"its type '{text}' is an extended float: store float64"),
            _ => throw NotUnderstood(text),
        };
    }

    private static InvalidDataException NotUnderstood(string text) =>
        new($"its type '{text}' is not understood: store float32, float64, whole numbers, truth values or texts");
}
