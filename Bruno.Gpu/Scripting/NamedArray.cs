namespace Bruno.Gpu.Scripting;

/// <summary>An array of a network by its name: a parameter, or its gradient.</summary>
/// <param name="Name">Its layer and kind, such as <c>1/linear/weights</c>, as in checkpoints.</param>
/// <param name="Shape">Its extents; weights are [inputs, outputs].</param>
/// <param name="Values">Its numbers, the last axis fastest; a copy, which changes nothing.</param>
public sealed record NamedArray(string Name, IReadOnlyList<int> Shape, double[] Values)
{
    /// <summary>A number of a matrix.</summary>
    public double this[int row, int column] => Values[row * Shape[^1] + column];

    /// <summary>The root of the sum of all squares.</summary>
    public double Norm => Math.Sqrt(Values.Sum(value => value * value));
}
