namespace Bruno.Gpu.Formats;

/// <summary>A type of numbers that files store: how its bytes become an array, whatever the format.</summary>
internal abstract class NumberType(string name, int size)
{
    public static readonly NumberType Bool = new TruthType();
    public static readonly NumberType Int8 = new TypedNumbers<sbyte>("int8");
    public static readonly NumberType UInt8 = new TypedNumbers<byte>("uint8");
    public static readonly NumberType Int16 = new TypedNumbers<short>("int16");
    public static readonly NumberType UInt16 = new TypedNumbers<ushort>("uint16");
    public static readonly NumberType Int32 = new TypedNumbers<int>("int32");
    public static readonly NumberType UInt32 = new TypedNumbers<uint>("uint32");
    public static readonly NumberType Int64 = new TypedNumbers<long>("int64");
    public static readonly NumberType UInt64 = new TypedNumbers<ulong>("uint64");
    public static readonly NumberType Float16 = new TypedNumbers<Half>("float16");
    public static readonly NumberType Float32 = new TypedNumbers<float>("float32");
    public static readonly NumberType Float64 = new TypedNumbers<double>("float64");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<NumberType> All =
        [Bool, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float16, Float32, Float64];

    /// <summary>As the field writes it: float32.</summary>
    public string Name { get; } = name;

    /// <summary>Bytes of an element.</summary>
    public int Size { get; } = size;

    /// <summary>The type of an array's elements, or null.</summary>
    public static NumberType? Of(Array elements) => All.FirstOrDefault(type => type.IsTypeOf(elements));

    /// <summary>Reads elements from a stream, straight into their array.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    public abstract Array Read(Stream stream, int count, bool bigEndian);

    /// <summary>The elements whose bytes these are.</summary>
    public abstract Array Decode(ReadOnlySpan<byte> bytes, bool bigEndian);

    /// <summary>Writes elements, little-endian.</summary>
    public abstract void Write(Stream stream, Array elements);

    /// <summary>Elements of an array in the order of a shape, the last axis contiguous.</summary>
    /// <param name="source">An array of this type.</param>
    /// <param name="first">Where the first element stands.</param>
    /// <param name="shape">The extent of every axis.</param>
    /// <param name="strides">How far the neighbour along every axis stands. All places must be inside the array.</param>
    public abstract Array Gather(Array source, long first, IReadOnlyList<int> shape, IReadOnlyList<long> strides);

    /// <summary>From column-major order, where the first axis is contiguous, to the order of <see cref="StoredArray"/>.</summary>
    public Array FromColumnMajor(Array source, IReadOnlyList<int> shape)
    {
        if (shape.Count(extent => extent != 1) <= 1 || source.Length == 0)
            return source;
        long[] strides = new long[shape.Count];
        long stride = 1;
        for (int axis = 0; axis < strides.Length; ++axis)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return Gather(source, 0, shape, strides);
    }

    protected abstract bool IsTypeOf(Array elements);
}
