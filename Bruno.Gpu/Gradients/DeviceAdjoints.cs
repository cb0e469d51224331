using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The adjoints that a backward pass of a layer of devices turns into each other, in a window of time.</summary>
/// <param name="Surrogate">The derivative of a spike.</param>
/// <param name="Spikes">
/// Derivative of the loss with respect to the spikes, [steps, batch, neurons]; receives in its place that with respect to
/// the input.
/// </param>
/// <param name="States">The same with respect to the states, or empty.</param>
/// <param name="Carried">With respect to the states after the window, [batch, neurons]; receives that before it.</param>
public readonly record struct DeviceAdjoints<T>(
    Surrogate<T> Surrogate, ArrayView<T> Spikes, StateAdjoints<T> States, StateAdjoints<T> Carried)
    where T : unmanaged, IReal<T>;
