namespace Bruno.Gpu.Formats;

/// <summary>An array of numbers as a file stores it.</summary>
internal sealed record StoredArray : StoredValue
{
    /// <summary>Takes an array; it is not copied.</summary>
    /// <param name="elements">
    /// One-dimensional, of bool, sbyte, byte, short, ushort, int, uint, long, ulong, Half, float or double; the last axis contiguous.
    /// </param>
    /// <param name="shape">The extent of every axis; none for a single number.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public StoredArray(Array elements, IReadOnlyList<int> shape)
    {
        long count = CountOf(shape);
        if (count != elements.Length)
            throw new ArgumentException($"The shape ({string.Join(", ", shape)}) has {count} elements, the array {elements.Length}.", nameof(shape));
        Elements = elements;
        Shape = shape;
    }

    /// <summary>The elements, the last axis contiguous (C order), in the type of the file.</summary>
    public Array Elements { get; }

    /// <summary>The extent of every axis; none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>How many elements there are.</summary>
    public int Count => Elements.Length;

    /// <summary>How many elements a shape has; <see cref="long.MaxValue"/> where they cannot be counted.</summary>
    /// <param name="shape">The extent of every axis, none negative.</param>
    public static long CountOf(IReadOnlyList<int> shape) =>
        shape.Contains(0) ? 0 : shape.Aggregate(1L, (product, extent) => product > long.MaxValue / extent ? long.MaxValue : product * extent);

    /// <inheritdoc/>
    public override string Kind => $"an array ({string.Join(", ", Shape)}) of {Elements.GetType().GetElementType()!.Name.ToLowerInvariant()}";

    /// <summary>One element as a double; whole numbers beyond 2^53 are rounded.</summary>
    public double At(long index) => Elements switch
    {
        float[] values => values[index],
        double[] values => values[index],
        // To the runtime an array of signed numbers is also one of unsigned ones.
        sbyte[] values when Is<sbyte>() => values[index],
        byte[] values => values[index],
        short[] values when Is<short>() => values[index],
        ushort[] values => values[index],
        int[] values when Is<int>() => values[index],
        uint[] values => values[index],
        long[] values when Is<long>() => values[index],
        ulong[] values => values[index],
        Half[] values => (double)values[index],
        bool[] values => values[index] ? 1 : 0,
        _ => throw new NotSupportedException($"Elements of {Elements.GetType().Name}."),
    };

    /// <summary>Elements from one on, as single-precision numbers.</summary>
    public float[] ToSingles(long first, int count)
    {
        float[] result = new float[count];
        switch (Elements)
        {
            case float[] values:
                Array.Copy(values, first, result, 0, count);
                break;
            case byte[] values when Is<byte>():
                for (int i = 0; i < count; ++i)
                    result[i] = values[first + i];
                break;
            case double[] values:
                for (int i = 0; i < count; ++i)
                    result[i] = (float)values[first + i];
                break;
            default:
                for (int i = 0; i < count; ++i)
                    result[i] = (float)At(first + i);
                break;
        }

        return result;
    }

    private bool Is<T>() => Elements.GetType() == typeof(T[]);
}
