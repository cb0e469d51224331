using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>A layer whose neurons have states, which can cease to be numbers.</summary>
internal interface IWatchedStates<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Notices on the compute device whether a state after the last window is not finite.</summary>
    /// <param name="lost">[1], becomes 1 where one is not.</param>
    void Watch(ArrayView<int> lost);

    /// <summary>The first state of the window that was just run that is not finite; none where all are. Waits for the device.</summary>
    /// <param name="window">The window.</param>
    LostState? FindLost(TimeWindow window);

    /// <summary>Why that state is not finite although the one before and the current are; none where nothing can be told of it.</summary>
    /// <param name="window">The window.</param>
    /// <param name="lost">The state.</param>
    RateFaultException? Explain(TimeWindow window, LostState lost) => null;

    /// <summary>What drove devices in the window that was just run, A, [steps, batch, neurons]; none of neurons that are no devices. Waits for the device.</summary>
    /// <param name="window">The window.</param>
    double[]? Amperes(TimeWindow window) => null;

    /// <summary>The parameters of a device as it was in the last pass, SI units, in the model's order; none where it is the nominal one.</summary>
    /// <param name="neuron">The neuron.</param>
    double[]? ParametersOf(int neuron) => null;
}
