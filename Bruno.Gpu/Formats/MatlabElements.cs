using System.Buffers.Binary;

namespace Bruno.Gpu.Formats;

/// <summary>The elements of a MATLAB 5 file one after the other: a type and a length each, then the data.</summary>
/// <param name="content">Elements; what they hold is inside too.</param>
/// <param name="bigEndian">The byte order of the file.</param>
internal ref struct MatlabElements(ReadOnlySpan<byte> content, bool bigEndian)
{
    /// <summary>The type of an element that is a matrix.</summary>
    public const int Matrix = 14;

    private const int TagBytes = 8;
    private readonly ReadOnlySpan<byte> content = content;
    private int position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => content.Length - position;

    /// <summary>A whole number of the file, of four bytes.</summary>
    public static uint Whole(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>Takes the next element.</summary>
    /// <param name="type">Its type.</param>
    /// <exception cref="InvalidDataException">There is none, or it is cut off.</exception>
    public ReadOnlySpan<byte> Next(out int type)
    {
        ReadOnlySpan<byte> rest = content[position..];
        if (rest.Length < TagBytes)
            throw new InvalidDataException($"an element is missing; {DataFile.CopyAgain}");
        uint first = Whole(rest, bigEndian);
        type = (int)(first & 0xFFFF);
        // Up to four bytes stand in the tag itself, their number where the upper half of the type is.
        if (first >> 16 is uint small and > 0)
        {
            if (small > 4)
                throw new InvalidDataException($"an element of type {first} is none; {DataFile.CopyAgain}");
            position += TagBytes;
            return rest.Slice(TagBytes / 2, (int)small);
        }

        uint length = Whole(rest[4..], bigEndian);
        if (length > rest.Length - TagBytes)
            throw new InvalidDataException($"an element of {length} bytes is cut off after {rest.Length - TagBytes}; {DataFile.CopyAgain}");
        int padded = TagBytes + (((int)length + TagBytes - 1) & ~(TagBytes - 1));
        position += Math.Min(padded, rest.Length);
        return rest.Slice(TagBytes, (int)length);
    }

    /// <summary>Takes the next element, which must be of one of these types.</summary>
    /// <exception cref="InvalidDataException">It is of another, or cut off.</exception>
    public ReadOnlySpan<byte> Next(string what, params ReadOnlySpan<int> types)
    {
        ReadOnlySpan<byte> data = Next(out int type);
        return types.Contains(type) ? data : throw new InvalidDataException($"its {what} is missing (an element of type {type} stands there); {DataFile.CopyAgain}");
    }

    /// <summary>The numbers of an element's type, or null.</summary>
    public static NumberType? NumbersOf(int type) => type switch
    {
        1 => NumberType.Int8,
        2 => NumberType.UInt8,
        3 => NumberType.Int16,
        4 => NumberType.UInt16,
        5 => NumberType.Int32,
        6 => NumberType.UInt32,
        7 => NumberType.Float32,
        9 => NumberType.Float64,
        12 => NumberType.Int64,
        13 => NumberType.UInt64,
        _ => null,
    };
}
