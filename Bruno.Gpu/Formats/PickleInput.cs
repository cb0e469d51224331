using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>The bytes of a pickle, one thing after the other.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> content)
{
    private const int LongestNumber = 1 << 10;

    /// <summary>Where the next byte stands.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1).Span[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)).Span);

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)).Span);

    public long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)).Span);

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)).Span);

    /// <summary>A length of eight bytes.</summary>
    public long Length64() => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)).Span), long.MaxValue);

    /// <summary>So many bytes, which are not copied.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlyMemory<byte> Take(long count)
    {
        if (count < 0 || count > content.Length - Position)
            throw new InvalidDataException($"it ends where {count} bytes more should be; {DataFile.CopyAgain}");
        ReadOnlyMemory<byte> taken = content.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public string Text(long bytes) => Encoding.UTF8.GetString(Take(bytes).Span);

    /// <summary>A text of Python 2, whose bytes may be anything: a character each.</summary>
    public string Latin(long bytes) => Encoding.Latin1.GetString(Take(bytes).Span);

    /// <summary>What stands before the end of the line; beyond ASCII a character is a byte (Latin-1).</summary>
    public string Line()
    {
        int end = content.Span[Position..].IndexOf((byte)'\n');
        if (end < 0)
            throw new InvalidDataException($"a line of it does not end; {DataFile.CopyAgain}");
        string line = Latin(end);
        ++Position;
        return line;
    }

    /// <summary>A whole number of any length.</summary>
    public object Whole(long bytes) => bytes <= LongestNumber
        ? Fitting(new BigInteger(Take(bytes).Span))
        : throw new InvalidDataException($"it has a whole number of {bytes} bytes, which is too large");

    /// <summary>A whole number as a long where that holds it.</summary>
    public static object Fitting(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
}
