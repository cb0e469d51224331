using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Integrators;

/// <summary>The integrators of devices with one internal variable that fire where their potential reaches a threshold.</summary>
internal sealed class PlanarIntegrators<T, TDevice> : DeviceIntegrators<T, TDevice, DeviceState<T>, Matrix2<T>>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<IntegratorKind> Kinds => [IntegratorKind.Exponential, IntegratorKind.Adaptive, IntegratorKind.Rosenbrock];

    /// <inheritdoc/>
    public override TResult Use<TResult>(IntegratorChoice choice, IIntegratorUse<T, TDevice, DeviceState<T>, Matrix2<T>, TResult> use)
    {
        T step = T.From(choice.StepMilliseconds);
        return choice.Kind switch
        {
            IntegratorKind.Exponential => use.With(new Planar<T, TDevice, ExponentialRosenbrock<T>>(new(step, choice.Steps))),
            IntegratorKind.Adaptive => use.With(new Planar<T, TDevice, AdaptiveRosenbrock<T>>(new(step, T.From(choice.Tolerance)))),
            _ => base.Use(choice, use),
        };
    }

    /// <inheritdoc/>
    public override Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>? Forward<TStep>(ComputeDevice device, int lanes)
    {
        if (device.IsHost)
            return HostDevices.Load<T, TDevice, TStep>(device);
        if (typeof(TStep) != typeof(IntegratedStep<T, TDevice, DeviceState<T>, Matrix2<T>, Planar<T, TDevice, AdaptiveRosenbrock<T>>>))
            return null;
        object adaptive = device.LoadLong<Action<
            Index1D, DeviceSequence<T, TDevice>, IntegratedStep<T, TDevice, DeviceState<T>, Matrix2<T>, Planar<T, TDevice, AdaptiveRosenbrock<T>>>,
            DeviceTape<T>, ArrayView<Spike>>>(AdaptiveForwardKernel.Run, lanes);
        return (Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>)adaptive;
    }
}
