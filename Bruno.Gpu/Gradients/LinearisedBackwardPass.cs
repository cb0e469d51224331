using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The backward pass of every method that is a linearisation of the outer step.</summary>
public sealed class LinearisedBackwardPass<T, TDevice, TLinearisation>(ComputeDevice device, TLinearisation linearisation)
    : IBackwardPass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T>
{
    private readonly Action<
        Index1D, SequenceShape, ParameterView<TDevice>, TLinearisation, Surrogate<T>, T, Signal<T>, DeviceTape<T>,
        ArrayView<T>, StateAdjoints<T>, StateAdjoints<T>> kernel =
        device.Load<Action<
            Index1D, SequenceShape, ParameterView<TDevice>, TLinearisation, Surrogate<T>, T, Signal<T>, DeviceTape<T>,
            ArrayView<T>, StateAdjoints<T>, StateAdjoints<T>>>(DeviceBackwardKernel.Run);

    /// <inheritdoc/>
    public void Run(in BackwardArguments<T, TDevice> arguments) => kernel(
        arguments.Shape.Lanes,
        arguments.Shape,
        arguments.Devices,
        linearisation,
        arguments.Surrogate,
        arguments.CurrentUnit,
        arguments.Input,
        arguments.Tape,
        arguments.Adjoints,
        arguments.StateAdjoints,
        arguments.StartAdjoints);
}
