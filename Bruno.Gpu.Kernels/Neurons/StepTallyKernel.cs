using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Counts the events of each step of each batch element in a window of a signal: spikes, or values that are not 0.</summary>
public static class StepTallyKernel
{
    /// <param name="row">Step of the window times batch plus batch element.</param>
    /// <param name="units">Units of the signal.</param>
    /// <param name="signal">The signal, [steps, batch, units].</param>
    /// <param name="events">Receives the row's count.</param>
    public static void Run<T>(Index1D row, int units, Signal<T> signal, ArrayView<int> events)
        where T : unmanaged, IReal<T>
    {
        int count = 0;
        for (int unit = 0; unit < units; ++unit)
        {
            if (signal.IsActive(row * units + unit))
                ++count;
        }

        events[row] = count;
    }
}
