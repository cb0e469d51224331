using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>What the spikes of a layer are penalised for.</summary>
/// <param name="Low">The lowest rate without a penalty, spikes a neuron and step.</param>
/// <param name="High">The highest.</param>
/// <param name="Factor">The strength over the neurons of the layer; 0 where rates are not bounded.</param>
/// <param name="Cost">What a spike adds to the penalty, the mean over the batch.</param>
public readonly record struct SpikePenaltyTerms<T>(T Low, T High, T Factor, T Cost)
    where T : unmanaged, IReal<T>;
