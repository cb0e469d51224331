using System.Text.Json;

namespace Bruno.Gpu.Conformance;

/// <summary>A nested JSON array of numbers, flattened; <c>null</c> (not finite in the reference) becomes NaN.</summary>
/// <param name="Values">The numbers in the order of the file.</param>
/// <param name="Shape">The extents, outermost first.</param>
internal sealed record GoldenArray(double[] Values, int[] Shape)
{
    /// <summary>The extent of the innermost dimension.</summary>
    public int Columns => Shape[^1];

    /// <summary>The product of all extents but the innermost.</summary>
    public int Rows => Values.Length / Math.Max(Columns, 1);

    /// <summary>Reads an array, or a number as an array of one.</summary>
    /// <exception cref="FormatException">It is ragged, or holds something else.</exception>
    public static GoldenArray Read(GoldenElement element)
    {
        List<double> values = [];
        List<int> shape = [];
        Collect(element.Read(), 0, values, shape);
        GoldenArray array = new([.. values], shape.Count > 0 ? [.. shape] : [1]);
        if (array.Values.Length != array.Shape.Aggregate(1, (product, extent) => product * extent))
            throw new FormatException("an array is ragged");
        return array;
    }

    /// <summary>A matrix [to][from] of the files as [from, to], and back.</summary>
    public GoldenArray Transposed()
    {
        double[] result = new double[Values.Length];
        for (int row = 0; row < Rows; ++row)
        {
            for (int column = 0; column < Columns; ++column)
                result[column * Rows + row] = Values[row * Columns + column];
        }

        return new GoldenArray(result, [Columns, Rows]);
    }

    private static void Collect(JsonElement element, int depth, List<double> values, List<int> shape)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                if (shape.Count == depth)
                    shape.Add(element.GetArrayLength());
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, depth + 1, values, shape);
                break;
            case JsonValueKind.Number:
                values.Add(element.GetDouble());
                break;
            case JsonValueKind.Null:
                values.Add(double.NaN);
                break;
            default:
                throw new FormatException($"'{element}' is not a number");
        }
    }
}
