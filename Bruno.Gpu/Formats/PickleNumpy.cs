using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>NumPy arrays in pickles.</summary>
internal static class PickleNumpy
{
    private const int MostAxes = 64;

    /// <summary>A shape that a pickle holds as a tuple.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static IReadOnlyList<int> ShapeOf(PickleList tuple) => tuple.Items.Count <= MostAxes && tuple.Items.All(extent => extent is >= 0L and <= int.MaxValue)
        ? [.. tuple.Items.Select(extent => (int)(long)extent!)]
        : throw new InvalidDataException($"the shape of an array is not understood; {DataFile.CopyAgain}");

    /// <summary>Gives an array its content.</summary>
    /// <param name="array">The array.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="shape">The extent of every axis.</param>
    /// <param name="columnMajor">Whether the first axis is contiguous.</param>
    /// <param name="data">Bytes, or a list of objects.</param>
    /// <param name="budget">What it may fill.</param>
    /// <exception cref="InvalidDataException">The data do not fit the shape.</exception>
    public static PickleArray Fill(PickleArray array, NumpyType type, IReadOnlyList<int> shape, bool columnMajor, object? data, MemoryBudget budget)
    {
        long count = StoredArray.CountOf(shape);
        if (type.Kind == 'O')
        {
            array.Objects = data is PickleList list && list.Items.Count == count
                ? list
                : throw new InvalidDataException($"an array of objects has no list of {count} of them; {DataFile.CopyAgain}");
            return array;
        }

        ReadOnlySpan<byte> bytes = data switch
        {
            PickleBytes content => content.Content.Span,
            // Python 2 kept bytes in texts.
            string text => Encoding.Latin1.GetBytes(text),
            _ => throw new InvalidDataException($"an array has no data; {DataFile.CopyAgain}"),
        };
        if (type.Size == 0 || count > bytes.Length || count * type.Size != bytes.Length)
        {
            throw new InvalidDataException(
                $"an array has {bytes.Length} bytes of data where its shape ({string.Join(", ", shape)}) asks for {count} elements of {type.Size}; {DataFile.CopyAgain}");
        }

        budget.Take(columnMajor ? 2L * bytes.Length : bytes.Length, $"an array of {bytes.Length} bytes");
        if (type.Number is not NumberType number)
        {
            array.Value = NumpyTexts.Decode(bytes, type, columnMajor, shape);
            return array;
        }

        Array elements = number.Decode(bytes, type.BigEndian);
        array.Value = new StoredArray(columnMajor ? number.FromColumnMajor(elements, shape) : elements, shape);
        return array;
    }
}
