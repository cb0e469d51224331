using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Synapses with a delay each, <c>y_o(t) = sum over i, k of w_io share_io(k) x_i(t - k)</c>, as one matrix product for every whole step
/// k, of weights <c>w_io share_io(k)</c>: what makes those of weights and delays, and the derivatives of both of theirs.
/// </summary>
public static class SynapticDelayKernels
{
    /// <summary>Makes the weights of all steps, one thread a weight of a matrix.</summary>
    /// <param name="element">Matrix times cells plus cell.</param>
    /// <param name="levels">The steps.</param>
    /// <param name="taps">What each counts.</param>
    /// <param name="delays">[matrices, cells] or [cells].</param>
    /// <param name="weights">[matrices, cells] or [cells].</param>
    /// <param name="result">Receives [steps, matrices, cells].</param>
    public static void Spread<T>(
        Index1D element, DelayLevels levels, DelayTaps<T> taps, ArrayView<T> delays, ArrayView<T> weights, ArrayView<T> result)
        where T : unmanaged, IReal<T>
    {
        int matrix = element / levels.Cells, cell = element % levels.Cells;
        T delay = delays[matrix * levels.DelayStride + cell], weight = weights[matrix * levels.WeightStride + cell];
        DelayShares<T> shares = taps.Of(delay);
        for (int level = 0; level < levels.Count; ++level)
        {
            int step = level * levels.Spacing;
            bool counts = step >= shares.First && step <= shares.Last && taps.Has(step);
            result[(level * levels.Matrices + matrix) * levels.Cells + cell] = counts ? taps.Share(delay, shares, step) * weight : T.From(0);
        }
    }

    /// <summary>Adds to the derivatives with respect to the weights, one thread each.</summary>
    /// <param name="cell">The weight.</param>
    /// <param name="levels">The steps.</param>
    /// <param name="taps">What each counts.</param>
    /// <param name="delays">[cells].</param>
    /// <param name="ofLevels">The derivatives with respect to the weights of each step, [steps, cells].</param>
    /// <param name="gradients">[cells].</param>
    public static void BackwardWeights<T>(
        Index1D cell, DelayLevels levels, DelayTaps<T> taps, ArrayView<T> delays, ArrayView<T> ofLevels, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T delay = delays[cell], sum = gradients[cell];
        DelayShares<T> shares = taps.Of(delay);
        for (int level = 0; level < levels.Count; ++level)
        {
            int step = level * levels.Spacing;
            if (step >= shares.First && step <= shares.Last && taps.Has(step))
                sum += taps.Share(delay, shares, step) * ofLevels[level * levels.Cells + cell];
        }

        gradients[cell] = sum;
    }

    /// <summary>Adds to the derivatives with respect to the delays, one thread each.</summary>
    /// <param name="cell">The delay.</param>
    /// <param name="levels">The steps.</param>
    /// <param name="taps">What each counts.</param>
    /// <param name="delays">[cells].</param>
    /// <param name="weights">[cells].</param>
    /// <param name="ofLevels">The derivatives with respect to the weights of each step, [steps, cells].</param>
    /// <param name="gradients">[cells].</param>
    public static void BackwardDelays<T>(
        Index1D cell, DelayLevels levels, DelayTaps<T> taps, ArrayView<T> delays, ArrayView<T> weights, ArrayView<T> ofLevels,
        ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T delay = delays[cell], slope = T.From(0);
        DelayShares<T> shares = taps.Of(delay);
        for (int level = 0; level < levels.Count; ++level)
        {
            int step = level * levels.Spacing;
            if (step >= shares.First && step <= shares.Last && taps.Has(step))
                slope += taps.ShareSlope(delay, shares, step) * ofLevels[level * levels.Cells + cell];
        }

        gradients[cell] += weights[cell] * slope;
    }

    /// <summary>Adds one array to another.</summary>
    public static void Add<T>(Index1D element, ArrayView<T> summand, ArrayView<T> sum)
        where T : unmanaged, IReal<T> => sum[element] += summand[element];
}
