using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Formats;

/// <summary>The beginning of an array in NPY format: its type, order and shape, as a Python dictionary.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="ColumnMajor">Whether the first axis is contiguous, not the last.</param>
/// <param name="Shape">The extent of every axis.</param>
/// <param name="Length">Bytes up to the first element.</param>
internal sealed partial record NpyHeader(NumpyType Type, bool ColumnMajor, IReadOnlyList<int> Shape, int Length)
{
    private const int MostAxes = 64;
    private const int LongestText = 1 << 20;

    /// <summary>The first bytes, before the two of the version.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many elements there are, at most <see cref="long.MaxValue"/>.</summary>
    public long Count => StoredArray.CountOf(Shape);

    /// <summary>Reads a header of version 1, 2 or 3.</summary>
    /// <param name="stream">Where it begins.</param>
    /// <param name="available">How many bytes there are for header and elements.</param>
    /// <exception cref="InvalidDataException">It is none, or describes an array that is not read.</exception>
    public static NpyHeader Read(Stream stream, long available)
    {
        byte[] start = new byte[Magic.Length + 2 + sizeof(uint)];
        int first = Magic.Length + 2 + sizeof(ushort);
        if (available < first)
            throw new InvalidDataException("it is too short for an array in NPY format");
        stream.ReadExactly(start, 0, first);
        if (!start.AsSpan().StartsWith(Magic))
            throw new InvalidDataException("it is not an array in NPY format: it does not begin with its sign");
        int version = start[Magic.Length];
        if (version is < 1 or > 3)
            throw new InvalidDataException($"it is of NPY version {version}, but versions 1 to 3 are read: save it again with numpy.save");
        long textLength = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(Magic.Length + 2));
        if (version > 1)
        {
            if (available < start.Length)
                throw new InvalidDataException("its header is cut off");
            stream.ReadExactly(start, first, sizeof(ushort));
            first = start.Length;
            textLength = BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(Magic.Length + 2));
        }

        if (textLength > available - first)
            throw new InvalidDataException("its header is cut off");
        if (textLength > LongestText)
            throw new InvalidDataException($"its header has {textLength} bytes, more than describe any array of numbers");
        byte[] text = new byte[textLength];
        stream.ReadExactly(text);
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), first + (int)textLength);
    }

    private static NpyHeader Parse(string text, int length)
    {
        Match dictionary = Dictionary().Match(text);
        Match type = TypeEntry().Match(text);
        Match order = OrderEntry().Match(text);
        Match shape = ShapeEntry().Match(text);
        if (!dictionary.Success || !type.Success || !order.Success || !shape.Success)
            throw new InvalidDataException("its header is not understood");
        if (type.Groups["fields"].Success)
            throw new InvalidDataException("its type is structured (it has fields): store each field as an array of its own");
        NumpyType elements = NumpyType.Parse(type.Groups["type"].Value);
        if (elements.Kind == 'O')
        {
            throw new InvalidDataException(
                "its elements are Python objects (a pickle inside): save arrays of numbers; sequences of different lengths as one padded array with their lengths");
        }

        List<int> extents = [];
        foreach (string part in shape.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int extent))
                throw new InvalidDataException($"its shape is not understood: '{part}' is not a number of elements below 2^31");
            extents.Add(extent);
        }

        return extents.Count <= MostAxes
            ? new(elements, order.Groups["order"].Value == "True", extents, length)
            : throw new InvalidDataException($"it has {extents.Count} axes, more than {MostAxes}");
    }

    [GeneratedRegex(@"^\{.*\}\s*$", RegexOptions.Singleline)]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"['""]descr['""]\s*:\s*(?:['""](?<type>[^'""]*)['""]|(?<fields>[\[(]))")]
    private static partial Regex TypeEntry();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(?<order>True|False)")]
    private static partial Regex OrderEntry();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\((?<shape>[0-9L,\s]*)\)")]
    private static partial Regex ShapeEntry();
}
