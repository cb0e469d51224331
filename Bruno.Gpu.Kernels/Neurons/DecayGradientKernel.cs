using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Sums the lanes' shares of the gradients of a LIF layer's decays in the order of the lanes.</summary>
public static class DecayGradientKernel
{
    /// <param name="which">0: alpha, 1: beta.</param>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="decays">alpha and beta, before their clamp.</param>
    /// <param name="shares">The lanes' shares.</param>
    /// <param name="gradients">Receives the two gradients.</param>
    public static void Run<T>(
        Index1D which, int lanes, ArrayView<T> decays, LifAdjoints<T> shares, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T sum = T.From(0);
        for (int lane = 0; lane < lanes; ++lane)
            sum += which == 0 ? shares.Alpha[lane] : shares.Beta[lane];
        gradients[which] = Lif.ClampGate(decays[which]) * sum;
    }
}
