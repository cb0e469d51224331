using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The adjoints that a backward pass of a layer of devices turns into each other, in a window of time.</summary>
/// <param name="surrogate">The derivative of a spike.</param>
/// <param name="spikes">
/// Derivative of the loss with respect to the spikes, [steps, batch, neurons]; receives in its place that with respect to
/// the input that each step read.
/// </param>
/// <param name="states">The same with respect to the states, or empty.</param>
/// <param name="carried">With respect to the states after the window, [batch, neurons]; receives that before it.</param>
public readonly struct DeviceAdjoints<T>(
    Surrogate<T> surrogate, ArrayView<T> spikes, StateAdjoints<T> states, DeviceTape<T> carried)
    where T : unmanaged, IReal<T>
{
    /// <summary>The derivative of a spike.</summary>
    public readonly Surrogate<T> Surrogate = surrogate;

    /// <summary>With respect to the spikes; receives in its place that with respect to the input.</summary>
    public readonly ArrayView<T> Spikes = spikes;

    /// <summary>With respect to the states, or empty.</summary>
    public readonly StateAdjoints<T> States = states;

    /// <summary>Carried from after the window to before it.</summary>
    public readonly DeviceTape<T> Carried = carried;
}
