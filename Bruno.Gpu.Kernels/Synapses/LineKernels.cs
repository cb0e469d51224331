using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// What the lines of the arrays lose (<see cref="LineResistance"/>), one thread a line of a tile: both sums of a cell follow
/// from its neighbour's, so that a cell costs the same in an array of any size. The rows come first, then the columns.
/// </summary>
public static class LineKernels
{
    /// <summary>
    /// The sums along a row, <c>sum over m of (min(j, m) + 1) G_m</c>: the one at j is the one before and the conductance of
    /// all cells from j on. The reference column, where there is one, stands next to the drivers.
    /// </summary>
    /// <param name="line">(chip × inputs + row) × tiles in a row + tile.</param>
    /// <param name="array">The cells.</param>
    /// <param name="range">The conductances.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="sums">Receives the sums, S.</param>
    public static void SumRows<T>(Index1D line, CellArray<T> array, ConductanceRange range, LineResistance lines, CellDeviations<T> sums)
        where T : unmanaged, IReal<T>
    {
        (MatrixShape shape, TargetWeights<T> targets, CellDeviations<T> deviations) = array;
        (ArrayView<T> positive, ArrayView<T> negative) = deviations;
        (ArrayView<T> positiveSums, ArrayView<T> negativeSums) = sums;
        int tiles = (shape.Outputs + lines.Columns - 1) / lines.Columns;
        int row = line / tiles, chip = row / shape.Inputs, start = chip * shape.Inputs * shape.Outputs;
        int begin = line % tiles * lines.Columns, end = Math.Min(begin + lines.Columns, shape.Outputs);

        double positiveRest = 0, negativeRest = 0;
        for (int column = begin; column < end; ++column)
        {
            int element = row * shape.Outputs + column;
            double weight = targets.Weight(chip, element - start), scale = targets.Scale(column);
            positiveRest += range.Positive(weight, scale) + T.ToDouble(positive[element]);
            negativeRest += range.Negative(weight, scale) + T.ToDouble(negative[element]);
        }

        double atDrivers = positiveRest, positiveSum = 0, negativeSum = 0;
        for (int column = begin; column < end; ++column)
        {
            int element = row * shape.Outputs + column;
            double weight = targets.Weight(chip, element - start), scale = targets.Scale(column);
            positiveSum += positiveRest;
            negativeSum += negativeRest;
            positiveSums[element] = T.From(positiveSum);
            negativeSums[element] = T.From(range.IsPair ? negativeSum : atDrivers);
            positiveRest -= range.Positive(weight, scale) + T.ToDouble(positive[element]);
            negativeRest -= range.Negative(weight, scale) + T.ToDouble(negative[element]);
        }
    }

    /// <summary>
    /// The sums along a column, <c>sum over l of (rows - max(i, l)) G_l</c>, and with both sums what the cells lose. The sum at
    /// i is the one below it and the conductance of all cells down to i.
    /// </summary>
    /// <param name="line">(chip × tiles in a column + tile) × outputs + column.</param>
    /// <param name="array">The cells.</param>
    /// <param name="range">The conductances.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="sums">The sums along the rows; receives the deviations that are left, S.</param>
    public static void DropAlongColumns<T>(Index1D line, CellArray<T> array, ConductanceRange range, LineResistance lines, CellDeviations<T> sums)
        where T : unmanaged, IReal<T>
    {
        (MatrixShape shape, TargetWeights<T> targets, CellDeviations<T> deviations) = array;
        (ArrayView<T> positive, ArrayView<T> negative) = deviations;
        (ArrayView<T> positiveSums, ArrayView<T> negativeSums) = sums;
        int tiles = (shape.Inputs + lines.Rows - 1) / lines.Rows;
        int column = line % shape.Outputs, tile = line / shape.Outputs, chip = tile / tiles;
        int begin = tile % tiles * lines.Rows, end = Math.Min(begin + lines.Rows, shape.Inputs);
        int start = chip * shape.Inputs * shape.Outputs;
        double scale = targets.Scale(column);

        double positiveSum = 0, negativeSum = 0;
        for (int row = begin; row < end; ++row)
        {
            int cell = row * shape.Outputs + column, element = start + cell;
            double weight = targets.Weight(chip, cell);
            positiveSum += (end - row) * (range.Positive(weight, scale) + T.ToDouble(positive[element]));
            negativeSum += (end - row) * (range.Negative(weight, scale) + T.ToDouble(negative[element]));
        }

        double positiveAbove = 0, negativeAbove = 0;
        for (int row = begin; row < end; ++row)
        {
            int cell = row * shape.Outputs + column, element = start + cell;
            double weight = targets.Weight(chip, cell);
            double positiveDeviation = T.ToDouble(positive[element]), negativeDeviation = T.ToDouble(negative[element]);
            double positiveConductance = range.Positive(weight, scale) + positiveDeviation;
            double negativeConductance = range.Negative(weight, scale) + negativeDeviation;
            double positiveLoss = lines.Loss(T.ToDouble(positiveSums[element]), positiveSum);
            double negativeLoss = lines.Loss(T.ToDouble(negativeSums[element]), negativeSum);
            positiveSums[element] = T.From(positiveDeviation - positiveLoss * positiveConductance);
            negativeSums[element] = T.From(negativeDeviation - negativeLoss * negativeConductance);
            positiveAbove += positiveConductance;
            negativeAbove += negativeConductance;
            positiveSum -= positiveAbove;
            negativeSum -= negativeAbove;
        }
    }
}
