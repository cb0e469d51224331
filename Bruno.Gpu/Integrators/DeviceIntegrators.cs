using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Integrators;

/// <summary>The integrators that suit a device, besides explicit Euler, which suits all.</summary>
internal class DeviceIntegrators<T, TDevice, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <summary>Those of the device.</summary>
    // Only planar devices meet the constraints of planar integrators.
    public static DeviceIntegrators<T, TDevice, TState, TMatrix> Instance { get; } =
        TDevice.FiresByPotential && typeof(TState) == typeof(DeviceState<T>)
            ? (DeviceIntegrators<T, TDevice, TState, TMatrix>)Activator.CreateInstance(typeof(PlanarIntegrators<,>).MakeGenericType(typeof(T), typeof(TDevice)))!
            : new();

    /// <summary>Those that are different from each other.</summary>
    public virtual IReadOnlyList<IntegratorKind> Kinds => [IntegratorKind.Adaptive];

    /// <summary>Makes an integrator and hands it to a use.</summary>
    /// <exception cref="BrunoException">The integrator does not suit the device (<see cref="ExitCode.Usage"/>).</exception>
    public virtual TResult Use<TResult>(IntegratorChoice choice, IIntegratorUse<T, TDevice, TState, TMatrix, TResult> use) => choice.Kind switch
    {
        IntegratorKind.Adaptive or IntegratorKind.Rosenbrock =>
            use.With(new Rosenbrock<T, TDevice, TState, TMatrix>(T.From(choice.StepMilliseconds), T.From(choice.Tolerance))),
        IntegratorKind.Exponential => throw new BrunoException(
            ExitCode.Usage,
            "The exponential integrator is for devices with one internal variable that fire where their potential reaches a threshold; the adaptive one is for all."),
        _ => throw new NotSupportedException($"There is no integrator {choice.Kind}."),
    };

    /// <summary>The forward pass with an outer step where there is a faster one than the kernel of all outer steps; else none.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="lanes">Batch elements times neurons, at most.</param>
    public virtual Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>? Forward<TStep>(ComputeDevice device, int lanes)
        where TStep : struct, IOuterStep<T, TDevice, TState> => null;
}
