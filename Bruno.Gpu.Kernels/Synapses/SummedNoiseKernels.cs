using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Read noise of a dense layer's outputs. The noise of the cells of an output is independent and Gaussian, so that its sum is
/// Gaussian too, with
/// <code>variance = sum_i x_i^2 s_i^2,  s_i^2 = (gain+^2 sigma+^2 + gain-^2 sigma-^2) / unit^2</code>
/// and one number <c>xi</c> does for all of them. Differentiated as it stands, input i gets
/// <c>x_i s_i^2 xi / sqrt(variance)</c> besides the weight: what the noise of its cell is on average, given that of the sum.
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

    /// <summary>
    /// Adds noise to two outputs of a row, one thread a pair of outputs, because random numbers come in pairs.
    /// </summary>
    /// <param name="index">Row × pairs + pair.</param>
    /// <param name="shape">Rows are step × batch + element.</param>
    /// <param name="keys">The chips.</param>
    /// <param name="rows">What the random numbers of a row follow from.</param>
    /// <param name="sums">[rows, outputs]: the variances; receives xi / sqrt(variance), 0 where there is none.</param>
    /// <param name="outputs">[rows, outputs]: the currents.</param>
    public static void Add<T>(
        Index1D index, MatrixShape shape, ChipKeys keys, NoiseRows rows, ArrayView<T> sums, ArrayView<T> outputs)
        where T : unmanaged, IReal<T>
    {
        int pairs = (shape.Outputs + 1) / 2, row = index / pairs, pair = index % pairs;
        int first = row * shape.Outputs + 2 * pair;
        NumberPair xi = keys.SumGaussians(rows.ChipOf(row), rows.ElementOf(row) * pairs + pair, rows.NumberOf(row));
        AddTo(first, xi.First, sums, outputs);
        if (2 * pair + 1 < shape.Outputs)
            AddTo(first + 1, xi.Second, sums, outputs);
    }

    /// <summary>The adjoint of the variances' root, per unit of it: an output's adjoint times xi / sqrt(variance).</summary>
    public static void Scale<T>(Index1D index, ArrayView<T> sums, ArrayView<T> adjoints, ArrayView<T> products)
        where T : unmanaged, IReal<T> =>
        products[index] = sums[index] * adjoints[index];

    /// <summary>Adds x_i times the sum over outputs of s_i^2 times those adjoints to the adjoint of input i.</summary>
    public static void AddToInput<T>(Index1D index, Signal<T> signal, ArrayView<T> sums, ArrayView<T> inputAdjoints)
        where T : unmanaged, IReal<T> =>
        inputAdjoints[index] += signal[index] * sums[index];

    private static void AddTo<T>(int index, double xi, ArrayView<T> sums, ArrayView<T> outputs)
        where T : unmanaged, IReal<T>
    {
        T variance = sums[index], zero = T.From(0);
        if (variance > zero)
        {
            T deviation = T.Sqrt(variance);
            outputs[index] += T.From(xi) * deviation;
            sums[index] = T.From(xi) / deviation;
        }
        else
        {
            sums[index] = zero;
        }
    }
}
