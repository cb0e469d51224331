using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>An entry for each gain and each bias of an encoder: the parameters themselves, their gradients, or shares of these.</summary>
/// <param name="Gain">Those of the gains.</param>
/// <param name="Bias">Those of the biases.</param>
public readonly record struct EncoderParameters<T>(ArrayView<T> Gain, ArrayView<T> Bias)
    where T : unmanaged, IReal<T>;
