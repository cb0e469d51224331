namespace Bruno.Gpu.Formats;

/// <summary>The elements that tensors of a PyTorch archive show parts of.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Elements">They.</param>
internal sealed record TorchStorage(NumberType Type, Array Elements)
{
    private const string Half16 = "BFloat16Storage";

    /// <summary>Whether a storage of this name is read.</summary>
    public static bool IsKnown(string name) => name == Half16 || TypeOf(name) is not null;

    /// <summary>Reads a storage.</summary>
    /// <param name="name">The class of the storage.</param>
    /// <param name="bytes">All its bytes.</param>
    /// <param name="count">How many elements it should have.</param>
    /// <param name="bigEndian">The byte order of the archive.</param>
    /// <exception cref="InvalidDataException">It has another number of elements.</exception>
    public static TorchStorage Read(string name, byte[] bytes, long count, bool bigEndian)
    {
        NumberType stored = TypeOf(name) ?? NumberType.UInt16;
        if (count < 0 || count > bytes.Length || count * stored.Size != bytes.Length)
            throw new InvalidDataException($"a {name} has {bytes.Length} bytes, but should have {count} elements of {stored.Size}; {DataFile.CopyAgain}");
        Array elements = stored.Decode(bytes, bigEndian);
        // Half the bits of a float, the upper ones.
        return name == Half16
            ? new(NumberType.Float32, Array.ConvertAll((ushort[])elements, bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)))
            : new(stored, elements);
    }

    /// <summary>A tensor: some of the elements, in their order.</summary>
    /// <param name="first">Where its first element stands.</param>
    /// <param name="shape">The extent of every axis.</param>
    /// <param name="strides">How far the neighbour along every axis stands.</param>
    /// <param name="budget">What it may fill.</param>
    /// <exception cref="InvalidDataException">It reaches beyond the elements, or repeats them.</exception>
    public StoredArray View(long first, IReadOnlyList<int> shape, IReadOnlyList<long> strides, MemoryBudget budget)
    {
        long count = StoredArray.CountOf(shape);
        if (first < 0 || strides.Count != shape.Count || strides.Any(stride => stride < 0))
            throw Outside(shape);
        if (count == 0)
            return new StoredArray(Type.Decode([], bigEndian: false), shape);
        if (count > Elements.Length)
            throw new InvalidDataException($"a tensor ({string.Join(", ", shape)}) repeats the {Elements.Length} elements of its storage (an expanded one?): save x.clone()");
        Int128 last = first;
        for (int axis = 0; axis < shape.Count; ++axis)
            last += (Int128)strides[axis] * (shape[axis] - 1);
        if (last >= Elements.Length)
            throw Outside(shape);
        if (first == 0 && count == Elements.Length && IsContiguous(shape, strides))
            return new StoredArray(Elements, shape);
        budget.Take(count * Type.Size, $"a tensor of {count} elements");
        return new StoredArray(Type.Gather(Elements, first, shape, strides), shape);
    }

    private static NumberType? TypeOf(string name) => name switch
    {
        "FloatStorage" => NumberType.Float32,
        "DoubleStorage" => NumberType.Float64,
        "HalfStorage" => NumberType.Float16,
        "LongStorage" => NumberType.Int64,
        "IntStorage" => NumberType.Int32,
        "ShortStorage" => NumberType.Int16,
        "CharStorage" => NumberType.Int8,
        "ByteStorage" => NumberType.UInt8,
        "BoolStorage" => NumberType.Bool,
        _ => null,
    };

    private static bool IsContiguous(IReadOnlyList<int> shape, IReadOnlyList<long> strides)
    {
        long expected = 1;
        for (int axis = shape.Count - 1; axis >= 0; --axis)
        {
            if (shape[axis] != 1 && strides[axis] != expected)
                return false;
            expected *= shape[axis];
        }

        return true;
    }

    private InvalidDataException Outside(IReadOnlyList<int> shape) =>
        new($"a tensor ({string.Join(", ", shape)}) reaches beyond the {Elements.Length} elements of its storage; {DataFile.CopyAgain}");
}
