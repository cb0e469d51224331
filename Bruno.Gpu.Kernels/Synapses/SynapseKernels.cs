using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The devices of one weight matrix on many chips, one thread a weight of [chips, inputs, outputs].
/// </summary>
/// <remarks>
/// Conductances are kept as deviations from their targets, in siemens: a non-ideality that is off then leaves exact zeros, and
/// the effective weight is the very bits of the weight. The arithmetic is in double, which programming a chip can afford.
/// </remarks>
public static class SynapseKernels
{
    /// <summary>Writes the weights into the cells and lets them age: the deviations of both sides.</summary>
    public static void Program<T>(Index1D element, CellArray<T> array, CellPhysics physics, ChipKeys keys, int write)
        where T : unmanaged, IReal<T>
    {
        (MatrixShape shape, TargetWeights<T> targets, CellDeviations<T> deviations) = array;
        (ArrayView<T> positive, ArrayView<T> negative) = deviations;
        int cells = shape.Inputs * shape.Outputs, chip = element / cells, cell = element % cells;
        CellIndex index = CellIndex.Of(cell, shape, physics.Range.IsPair);
        double weight = targets.Weight(chip, cell), scale = targets.Scale(cell % shape.Outputs);
        double positiveTarget = physics.Range.Positive(weight, scale), negativeTarget = physics.Range.Negative(weight, scale);

        NumberPair error = default, variability = default, drift = default, stuck = default;
        double largestError = Ordering.Max(
            physics.Error.Deviation(positiveTarget, physics.Range.Maximum),
            physics.Error.Deviation(negativeTarget, physics.Range.Maximum));
        if (Ordering.Less(0, largestError))
            error = keys.Gaussians(chip, index, SynapseStream.Programming, (uint)write);
        if (Ordering.Less(0, physics.Variability.Sigma))
            variability = keys.Gaussians(chip, index, SynapseStream.Variability);
        if (physics.HasDriftSpread)
            drift = keys.Gaussians(chip, index, SynapseStream.Drift);
        if (physics.HasStuckCells)
            stuck = keys.Uniforms(chip, index, SynapseStream.Stuck);

        positive[element] = T.From(
            physics.Conductance(positiveTarget, error.First, variability.First, drift.First, stuck.First) - positiveTarget);
        negative[element] = T.From(
            physics.Conductance(negativeTarget, error.Second, variability.Second, drift.Second, stuck.Second) - negativeTarget);
    }

    /// <summary>
    /// Reads the cells once: the effective weights, in units of the weight, <c>w + (dG+ - dG-) / unit</c>, with the deviations
    /// that noise and gains add.
    /// </summary>
    public static void Read<T>(Index1D element, CellArray<T> array, ReadPhysics physics, ChipKeys keys, int step, ArrayView<T> effective)
        where T : unmanaged, IReal<T>
    {
        (MatrixShape shape, TargetWeights<T> targets, CellDeviations<T> deviations) = array;
        (ArrayView<T> positive, ArrayView<T> negative) = deviations;
        int cells = shape.Inputs * shape.Outputs, chip = element / cells, cell = element % cells;
        double weight = targets.Weight(chip, cell), scale = targets.Scale(cell % shape.Outputs);
        double positiveTarget = physics.Range.Positive(weight, scale), negativeTarget = physics.Range.Negative(weight, scale);
        double positiveDeviation = T.ToDouble(positive[element]), negativeDeviation = T.ToDouble(negative[element]);

        if (physics.Noise.IsOn)
        {
            NumberPair xi = keys.Gaussians(chip, CellIndex.Of(cell, shape, physics.Range.IsPair), SynapseStream.Read, (uint)step);
            positiveDeviation += physics.Noise.Deviation(positiveTarget + positiveDeviation, xi.First);
            negativeDeviation += physics.Noise.Deviation(negativeTarget + negativeDeviation, xi.Second);
        }

        positiveDeviation += (physics.Gains.Positive - 1) * (positiveTarget + positiveDeviation);
        negativeDeviation += (physics.Gains.Negative - 1) * (negativeTarget + negativeDeviation);

        // Subtracted, not added: a zero then keeps its sign, and no deviation means the same bits.
        effective[element] = T.From(weight - (negativeDeviation - positiveDeviation) / physics.Range.Unit(scale));
    }
}
