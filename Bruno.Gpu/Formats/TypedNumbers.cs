using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Formats;

/// <summary>Numbers whose elements in a file are, but for their order, the bytes of this machine.</summary>
internal class TypedNumbers<T>(string name) : NumberType(name, Unsafe.SizeOf<T>())
    where T : unmanaged
{
    /// <summary>So many elements are handled at once; a span of bytes cannot hold all of a large array.</summary>
    private const int Block = 1 << 20;

    public override Array Read(Stream stream, int count, bool bigEndian)
    {
        T[] elements = GC.AllocateUninitializedArray<T>(count);
        for (int start = 0; start < count; start += Block)
        {
            Span<T> block = elements.AsSpan(start, Math.Min(Block, count - start));
            stream.ReadExactly(MemoryMarshal.AsBytes(block));
            Settle(block, bigEndian);
        }

        return elements;
    }

    public override Array Decode(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        T[] elements = GC.AllocateUninitializedArray<T>(bytes.Length / Size);
        bytes[..(elements.Length * Size)].CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        Settle(elements, bigEndian);
        return elements;
    }

    public override void Write(Stream stream, Array elements)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Arrays are written little-endian; this machine is not.");
        T[] values = (T[])elements;
        for (int start = 0; start < values.Length; start += Block)
            stream.Write(MemoryMarshal.AsBytes(values.AsSpan(start, Math.Min(Block, values.Length - start))));
    }

    public override Array Gather(Array source, long first, IReadOnlyList<int> shape, IReadOnlyList<long> strides)
    {
        T[] values = (T[])source;
        T[] result = GC.AllocateUninitializedArray<T>((int)StoredArray.CountOf(shape));
        if (shape.Count == 0)
            result[0] = values[first];
        int last = shape.Count - 1;
        int[] index = new int[shape.Count];
        long place = first;
        for (int written = 0; written < result.Length && last >= 0;)
        {
            int extent = shape[last];
            long stride = strides[last];
            for (int i = 0; i < extent; ++i)
                result[written++] = values[place + (i * stride)];
            int axis = last - 1;
            for (; axis >= 0 && ++index[axis] == shape[axis]; --axis)
            {
                index[axis] = 0;
                place -= strides[axis] * (shape[axis] - 1);
            }

            if (axis >= 0)
                place += strides[axis];
        }

        return result;
    }

    protected override bool IsTypeOf(Array elements) => elements.GetType() == typeof(T[]);

    /// <summary>Makes elements of this machine from the bytes that were read into them.</summary>
    protected virtual void Settle(Span<T> elements, bool bigEndian)
    {
        if (bigEndian != BitConverter.IsLittleEndian)
            return;
        switch (Size)
        {
            case sizeof(ushort):
                Span<ushort> two = MemoryMarshal.Cast<T, ushort>(elements);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case sizeof(uint):
                Span<uint> four = MemoryMarshal.Cast<T, uint>(elements);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case sizeof(ulong):
                Span<ulong> eight = MemoryMarshal.Cast<T, ulong>(elements);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }
}
