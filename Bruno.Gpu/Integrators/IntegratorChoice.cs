using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Integrators;

/// <summary>The one place where a kind of integrator becomes an integrator.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="StepMilliseconds">The length of an outer step, ms.</param>
/// <param name="Steps">Its steps, for integrators of a fixed number.</param>
/// <param name="Tolerance">The largest error of a step, V, for integrators that choose their steps.</param>
internal readonly record struct IntegratorChoice(IntegratorKind Kind, double StepMilliseconds, int Steps, double Tolerance)
{
    /// <summary>Makes the integrator and hands it to a use.</summary>
    /// <exception cref="BrunoException">The integrator does not suit the device (<see cref="ExitCode.Usage"/>).</exception>
    public TResult Use<T, TDevice, TState, TMatrix, TResult>(IIntegratorUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        Invariant.Holds(double.IsFinite(StepMilliseconds) && StepMilliseconds > 0, "An outer step has a length");
        bool isFixed = Kind is IntegratorKind.Euler or IntegratorKind.Exponential;
        Invariant.Holds(!isFixed || Steps > 0, "An outer step has steps");
        Invariant.Holds(isFixed || (double.IsFinite(Tolerance) && Tolerance > 0), "An error is allowed for");
        return Kind == IntegratorKind.Euler
            ? use.With(Euler<T, TDevice, TState, TMatrix>(implicitSensitivity: true))
            : DeviceIntegrators<T, TDevice, TState, TMatrix>.Instance.Use(this, use);
    }

    /// <summary>Explicit Euler of these steps; the sensitivity rule only matters for gradients.</summary>
    public Euler<T, TDevice, TState, TMatrix> Euler<T, TDevice, TState, TMatrix>(bool implicitSensitivity)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        new(T.From(StepMilliseconds / Steps), Steps, implicitSensitivity ? 1 : 0);
}
