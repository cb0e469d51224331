using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Counts the events of a window of a signal: spikes, or values that are not 0. Padding is left out.</summary>
public static class SpikeTallyKernel
{
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the signal.</param>
    /// <param name="lengths">Valid steps of each batch element.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="tally">Each lane's count is added to its entry.</param>
    public static void Run<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> lengths, Signal<T> signal, ArrayView<long> tally)
        where T : unmanaged, IReal<T>
    {
        int valid = lengths[lane / shape.Neurons] - shape.Begin;
        long events = 0;
        for (int step = 0; step < shape.Steps && step < valid; ++step)
        {
            if (signal.IsActive(step * shape.Lanes + lane))
                ++events;
        }

        tally[lane] += events;
    }
}
