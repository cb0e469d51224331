using PureHDF;

namespace Bruno.Gpu.Formats;

/// <summary>Text and sequences of different length of HDF5 data sets.</summary>
internal static class H5Sequences
{
    /// <summary>Reads a data set of texts or of sequences of numbers; none where it holds something else.</summary>
    public static StoredValue? Read(IH5Dataset set, int[] shape)
    {
        if (set.Type.Class == H5DataTypeClass.String)
            return Texts(set, shape);
        Type? type = H5Numbers.TypeOf(set.Type.VariableLength!.BaseType);
        return type switch
        {
            _ when type == typeof(byte) || type == typeof(sbyte) => TextsOrBytes(set, shape, isSigned: type == typeof(sbyte)),
            _ when type == typeof(Half) => Lists<Half>(set, shape),
            _ when type == typeof(float) => Lists<float>(set, shape),
            _ when type == typeof(double) => Lists<double>(set, shape),
            _ when type == typeof(short) => Lists<short>(set, shape),
            _ when type == typeof(ushort) => Lists<ushort>(set, shape),
            _ when type == typeof(int) => Lists<int>(set, shape),
            _ when type == typeof(uint) => Lists<uint>(set, shape),
            _ when type == typeof(long) => Lists<long>(set, shape),
            _ when type == typeof(ulong) => Lists<ulong>(set, shape),
            _ => null,
        };
    }

    private static StoredValue Texts(IH5Dataset set, int[] shape)
    {
        string?[] texts = shape.Length == 0 ? [set.Read<string>()] : set.Read<string[]>();
        return Nested([.. texts.Select(text => new StoredText(text ?? ""))], shape);
    }

    /// <summary>The format writes texts as sequences of characters: only reading tells them from sequences of small numbers.</summary>
    private static StoredValue TextsOrBytes(IH5Dataset set, int[] shape, bool isSigned)
    {
        try
        {
            return Texts(set, shape);
        }
        catch (Exception exception) when (exception.Message.StartsWith("Variable-length sequence", StringComparison.Ordinal))
        {
            return isSigned ? Lists<sbyte>(set, shape) : Lists<byte>(set, shape);
        }
    }

    private static StoredValue Lists<T>(IH5Dataset set, int[] shape)
        where T : unmanaged
    {
        T[]?[] lists = shape.Length == 0 ? [set.Read<T[]>()] : set.Read<T[][]>();
        return Nested([.. lists.Select(list => new StoredArray(list ?? [], [list?.Length ?? 0]))], shape);
    }

    /// <summary>The items as lists within lists, one a dimension.</summary>
    private static StoredValue Nested(IReadOnlyList<StoredValue> items, ReadOnlySpan<int> shape)
    {
        if (shape.Length == 0)
            return items[0];
        if (shape.Length == 1)
            return new StoredList(items);
        int inner = shape[0] == 0 ? 0 : items.Count / shape[0];
        List<StoredValue> rows = [];
        for (int row = 0; row < shape[0]; ++row)
            rows.Add(Nested([.. items.Skip(row * inner).Take(inner)], shape[1..]));
        return new StoredList(rows);
    }
}
