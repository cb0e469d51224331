using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Derivatives of penalties, with r_n the spikes of a neuron over the valid steps of the whole batch:
/// <code>
/// of rates      factor sum_n (max(0, low - r_n)^2 + max(0, r_n - high)^2)
/// of spikes     cost spikes / batch, of the valid steps
/// of weights    l1 sum |w| + l2 sum w^2
/// </code>
/// </summary>
public static class PenaltyKernels
{
    /// <summary>Adds the derivatives with respect to one lane's spikes in a window.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="terms">The penalties.</param>
    /// <param name="lengths">Valid steps of each batch element.</param>
    /// <param name="tally">The spikes of each lane in all steps, [batch, neurons]; empty where rates are not bounded.</param>
    /// <param name="outputAdjoints">What is added to, [steps, batch, neurons].</param>
    public static void AddOfSpikes<T>(
        Index1D lane, SequenceShape shape, SpikePenaltyTerms<T> terms, ArrayView<int> lengths, ArrayView<long> tally, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        T added = terms.Cost / T.From(shape.Batch), zero = T.From(0);
        if (terms.Factor > zero)
        {
            int spikes = 0, steps = 0;
            for (int element = 0; element < shape.Batch; ++element)
            {
                spikes += (int)tally[element * shape.Neurons + lane % shape.Neurons];
                steps += lengths[element];
            }

            T rate = T.From(spikes) / T.From(steps), above = rate - terms.High, below = terms.Low - rate;
            T excess = (above > zero ? above : zero) - (below > zero ? below : zero);
            added += T.From(2) * terms.Factor * excess / T.From(steps);
        }

        int valid = lengths[lane / shape.Neurons] - shape.Begin;
        for (int i = 0; i < shape.Steps && i < valid; ++i)
            outputAdjoints[i * shape.Lanes + lane] = outputAdjoints[i * shape.Lanes + lane] + added;
    }

    /// <summary>Adds the derivative of <c>l1 |w| + l2 w^2</c> to that of one weight.</summary>
    public static void AddOfWeights<T>(Index1D index, T l1, T l2, ArrayView<T> weights, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T weight = weights[index], zero = T.From(0);
        T sign = weight > zero ? T.From(1) : weight < zero ? T.From(-1) : zero;
        gradients[index] = gradients[index] + l1 * sign + T.From(2) * l2 * weight;
    }
}
