using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Read noise of a dense layer's outputs. The noise of the cells of an output is independent and Gaussian, so that its sum is
/// Gaussian too, with
/// <code>variance = sum_i x_i^2 s_i^2,  s_i^2 = (gain+^2 sigma+^2 + gain-^2 sigma-^2) / unit^2</code>
/// and one number <c>xi</c> does for all of them. Backwards the noise is a number that was added: it has no derivative.
/// </summary>
public static class SummedNoiseKernels
{
    /// <summary>The variance of a weight's read, in units of the weight squared; one thread a weight of [chips, inputs, outputs].</summary>
    public static void Variances<T>(Index1D element, CellArray<T> array, ReadPhysics physics, ArrayView<T> variances)
        where T : unmanaged, IReal<T>
    {
        (MatrixShape shape, TargetWeights<T> targets, CellDeviations<T> deviations) = array;
        (ArrayView<T> positive, ArrayView<T> negative) = deviations;
        int cells = shape.Inputs * shape.Outputs, chip = element / cells, cell = element % cells;
        double weight = targets.Weight(chip, cell), scale = targets.Scale(cell % shape.Outputs);
        double ofPositive = physics.Noise.Variance(physics.Range.Positive(weight, scale) + T.ToDouble(positive[element]));
        double ofNegative = physics.Noise.Variance(physics.Range.Negative(weight, scale) + T.ToDouble(negative[element]));
        double unit = physics.Range.Unit(scale), first = physics.Gains.Positive, second = physics.Gains.Negative;
        variances[element] = T.From((first * first * ofPositive + second * second * ofNegative) / (unit * unit));
    }

    /// <summary>The squares of a signal.</summary>
    public static void Square<T>(Index1D index, Signal<T> signal, ArrayView<T> squares)
        where T : unmanaged, IReal<T>
    {
        T value = signal[index];
        squares[index] = value * value;
    }

    /// <summary>Adds noise to four outputs of a row, one thread four outputs, because random numbers come in fours.</summary>
    /// <param name="index">Row × quads + quad.</param>
    /// <param name="shape">Rows are step × batch + element.</param>
    /// <param name="keys">The chips.</param>
    /// <param name="rows">What the random numbers of a row follow from.</param>
    /// <param name="variances">[rows, outputs].</param>
    /// <param name="outputs">[rows, outputs]: the currents.</param>
    public static void Add<T>(
        Index1D index, MatrixShape shape, ChipKeys keys, NoiseRows rows, ArrayView<T> variances, ArrayView<T> outputs)
        where T : unmanaged, IReal<T>
    {
        int quads = (shape.Outputs + 3) / 4, row = index / quads, quad = index % quads;
        int first = row * shape.Outputs + 4 * quad, count = Math.Min(4, shape.Outputs - 4 * quad);
        NumberQuad xi = keys.SumGaussians(rows.ChipOf(row), rows.ElementOf(row) * quads + quad, rows.NumberOf(row));
        for (int i = 0; i < count; ++i)
            outputs[first + i] += T.From(xi[i]) * T.Sqrt(variances[first + i]);
    }
}
