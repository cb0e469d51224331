using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.VOL.Native;

namespace Bruno.Gpu.Formats;

/// <summary>Numbers of HDF5 data sets.</summary>
internal static class H5Numbers
{
    /// <summary>The element type of an HDF5 type of numbers; none where it is another.</summary>
    public static Type? TypeOf(IH5DataType type) => (type.Class, type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2) => typeof(Half),
        (H5DataTypeClass.FloatingPoint, 4) => typeof(float),
        (H5DataTypeClass.FloatingPoint, 8) => typeof(double),
        (H5DataTypeClass.Enumerated, _) => TypeOf(type.Enumeration!.BaseType),
        (H5DataTypeClass.FixedPoint, _) => Integer(type.Size, type.FixedPoint!.IsSigned),
        (H5DataTypeClass.BitField, _) => Integer(type.Size, false),
        _ => null,
    };

    /// <summary>Reads a data set of numbers; none where it holds something else.</summary>
    public static StoredArray? Read(IH5Dataset set, int[] shape) => TypeOf(set.Type) switch
    {
        { } type when type == typeof(Half) => Read<Half>(set, shape),
        { } type when type == typeof(float) => Read<float>(set, shape),
        { } type when type == typeof(double) => Read<double>(set, shape),
        { } type when type == typeof(sbyte) => Read<sbyte>(set, shape),
        { } type when type == typeof(byte) => Read<byte>(set, shape),
        { } type when type == typeof(short) => Read<short>(set, shape),
        { } type when type == typeof(ushort) => Read<ushort>(set, shape),
        { } type when type == typeof(int) => Read<int>(set, shape),
        { } type when type == typeof(uint) => Read<uint>(set, shape),
        { } type when type == typeof(long) => Read<long>(set, shape),
        { } type when type == typeof(ulong) => Read<ulong>(set, shape),
        _ => null,
    };

    private static Type? Integer(int size, bool isSigned) => size switch
    {
        1 => isSigned ? typeof(sbyte) : typeof(byte),
        2 => isSigned ? typeof(short) : typeof(ushort),
        4 => isSigned ? typeof(int) : typeof(uint),
        8 => isSigned ? typeof(long) : typeof(ulong),
        _ => null,
    };

    private static StoredArray Read<T>(IH5Dataset set, int[] shape)
        where T : unmanaged
    {
        T[] values = new T[shape.Aggregate(1, (product, extent) => product * extent)];
        if (values.Length > 0)
        {
            NativeDataset native = (NativeDataset)set;
            try
            {
                native.Read(default, values.AsSpan());
            }
            catch (Exception exception) when (exception.Message.StartsWith("Byte order", StringComparison.Ordinal))
            {
                // The package reads numbers of the machine's byte order alone; of the other it hands out the bytes.
                Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
                native.Read(default, bytes);
                Reverse(bytes, Marshal.SizeOf<T>());
            }
        }

        return new(values, shape);
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
