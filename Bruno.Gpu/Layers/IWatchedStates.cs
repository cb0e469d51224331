using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of devices, whose states can cease to be numbers where a model's equations do.</summary>
internal interface IWatchedStates<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Notices on the compute device whether a state after the last window is not finite.</summary>
    /// <param name="lost">[1], becomes 1 where one is not.</param>
    void Watch(ArrayView<int> lost);

    /// <summary>Why a state of the window that was just run is not finite although the one before and the current are; none where there is none such.</summary>
    /// <param name="window">The window.</param>
    RateFaultException? FindFault(TimeWindow window);
}
