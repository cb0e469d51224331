using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Quantised weights. The arithmetic is in double whatever the precision of the weights, so that a weight has the same level
/// in either.
/// </summary>
public static class QuantiserKernels
{
    /// <summary>The largest magnitude of each output's weights. A maximum is exact: it has no order to depend on.</summary>
    public static void ColumnMaxima<T>(Index1D column, MatrixShape shape, ArrayView<T> weights, ArrayView<double> maxima)
        where T : unmanaged, IReal<T>
    {
        double largest = 0;
        for (int row = 0; row < shape.Inputs; ++row)
            largest = Ordering.Max(largest, Math.Abs(T.ToDouble(weights[row * shape.Outputs + column])));
        maxima[column] = largest;
    }

    /// <summary>
    /// w_max of each output: its own largest magnitude, or the largest of all outputs; 1 where all are zero, when any scale
    /// will do.
    /// </summary>
    public static void Scales(
        Index1D column, int outputs, ScaleKind kind, ArrayView<double> maxima, ArrayView<double> scales)
    {
        double largest = maxima[column];
        for (int other = 0; kind == ScaleKind.Layer && other < outputs; ++other)
            largest = Ordering.Max(largest, maxima[other]);
        scales[column] = Ordering.Less(0, largest) ? largest : 1;
    }

    /// <summary>The sum of squares of each output's weights, in double and in order.</summary>
    public static void ColumnSquares<T>(Index1D column, MatrixShape shape, ArrayView<T> weights, ArrayView<double> squares)
        where T : unmanaged, IReal<T>
    {
        double sum = 0;
        for (int row = 0; row < shape.Inputs; ++row)
        {
            double weight = T.ToDouble(weights[row * shape.Outputs + column]);
            sum += weight * weight;
        }

        squares[column] = sum;
    }

    /// <summary>Makes w_max of each output at most some root mean squares of the weights that share it.</summary>
    /// <param name="column">The output.</param>
    /// <param name="shape">The matrix.</param>
    /// <param name="kind">Whether w_max is that of the output or of all.</param>
    /// <param name="clip">How many root mean squares.</param>
    /// <param name="squares">The sum of squares of each output.</param>
    /// <param name="scales">w_max of each output.</param>
    public static void Clip(
        Index1D column, MatrixShape shape, ScaleKind kind, double clip, ArrayView<double> squares, ArrayView<double> scales)
    {
        bool isOfLayer = kind == ScaleKind.Layer;
        double sum = isOfLayer ? 0 : squares[column];
        for (int other = 0; isOfLayer && other < shape.Outputs; ++other)
            sum += squares[other];
        int weights = isOfLayer ? shape.Inputs * shape.Outputs : shape.Inputs;
        double limit = clip * Math.Sqrt(sum / weights);
        if (Ordering.Less(0, limit))
            scales[column] = Ordering.Min(scales[column], limit);
    }

    /// <summary>
    /// The quantised weight of one element of [draws, inputs, outputs], with the random numbers of its address.
    /// </summary>
    public static void Quantise<T>(
        Index1D element,
        MatrixShape shape,
        LevelRounding rounding,
        Codebook codebook,
        DrawKeys keys,
        ArrayView<T> weights,
        ArrayView<double> scales,
        ArrayView<T> quantised)
        where T : unmanaged, IReal<T>
    {
        int cells = shape.Inputs * shape.Outputs, draw = element / cells, cell = element % cells;
        double uniform = rounding.IsStochastic ? CounterNumbers.Uniforms(keys.Of(draw, cell)).First : 0;
        double maximum = scales[cell % shape.Outputs], weight = T.ToDouble(weights[cell]);
        double rounded = codebook.IsGiven
            ? codebook.Weight(codebook.Level(weight, maximum, rounding.IsStochastic, uniform), maximum)
            : rounding.Weight(rounding.Level(weight, maximum, uniform), maximum);

        // What is not a number has no level, and must not look like one: divergence is noticed by it.
        quantised[element] = double.IsNaN(weight) ? weights[cell] : T.From(rounded);
    }

    /// <summary>The level and the weight of one element of [inputs, outputs], with random numbers that are given.</summary>
    public static void QuantiseGiven<T>(
        Index1D cell,
        MatrixShape shape,
        LevelRounding rounding,
        ArrayView<T> weights,
        ArrayView<double> scales,
        ArrayView<double> uniforms,
        ArrayView<int> levels,
        ArrayView<T> quantised)
        where T : unmanaged, IReal<T>
    {
        double maximum = scales[cell % shape.Outputs];
        int level = rounding.Level(T.ToDouble(weights[cell]), maximum, uniforms[cell]);
        levels[cell] = level;
        quantised[cell] = T.From(rounding.Weight(level, maximum));
    }
}
