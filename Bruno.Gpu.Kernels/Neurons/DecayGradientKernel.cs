using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// Sums the lanes' shares of the gradients of a LIF layer's decays, in two passes of fixed order: many threads sum every so many lanes,
/// and one thread a decay sums those sums.
/// </summary>
public static class DecayGradientKernel
{
    /// <param name="index">Decay × chunks + chunk; decay 0 is alpha, 1 is beta.</param>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="shares">The lanes' shares.</param>
    /// <param name="partialSums">[2, chunks]: receives the sum of lanes chunk, chunk + chunks and so on.</param>
    public static void SumLanes<T>(Index1D index, int lanes, LifAdjoints<T> shares, ArrayView<T> partialSums)
        where T : unmanaged, IReal<T>
    {
        int chunks = (int)partialSums.Length / 2, decay = index / chunks;
        T sum = T.From(0);
        for (int lane = index % chunks; lane < lanes; lane += chunks)
            sum += decay == 0 ? shares.Alpha[lane] : shares.Beta[lane];
        partialSums[index] = sum;
    }

    /// <param name="decay">0: alpha, 1: beta.</param>
    /// <param name="trained">Which of them are trained, 1 for alpha and 2 for beta; the gradient of the other is 0.</param>
    /// <param name="decays">alpha and beta, before their clamp.</param>
    /// <param name="partialSums">[2, chunks].</param>
    /// <param name="gradients">Receives the two gradients.</param>
    public static void Run<T>(Index1D decay, int trained, ArrayView<T> decays, ArrayView<T> partialSums, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        int chunks = (int)partialSums.Length / 2;
        T sum = T.From(0);
        for (int chunk = 0; chunk < chunks; ++chunk)
            sum += partialSums[decay * chunks + chunk];
        gradients[decay] = (trained >> decay & 1) != 0 ? Lif.ClampGate(decays[decay]) * sum : T.From(0);
    }
}
