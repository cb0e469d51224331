using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Integrators;

/// <summary>The one place where a kind of integrator becomes an integrator.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="StepMilliseconds">The length of an outer step, ms.</param>
/// <param name="Steps">Its steps, for integrators of a fixed number.</param>
/// <param name="Tolerance">The largest error of a step, V, for integrators that choose their steps.</param>
public readonly record struct IntegratorChoice(IntegratorKind Kind, double StepMilliseconds, int Steps, double Tolerance)
{
    /// <summary>Makes the integrator and hands it to a use.</summary>
    public TResult Use<T, TResult>(IIntegratorUse<T, TResult> use)
        where T : unmanaged, IReal<T> => Kind switch
        {
            IntegratorKind.Euler => use.With(Euler<T>(implicitSensitivity: true)),
            IntegratorKind.Exponential => use.With(new ExponentialRosenbrock<T>(T.From(StepMilliseconds), Steps)),
            IntegratorKind.Adaptive => use.With(new AdaptiveRosenbrock<T>(T.From(StepMilliseconds), T.From(Tolerance))),
            _ => throw new NotSupportedException($"There is no integrator {Kind}."),
        };

    /// <summary>Explicit Euler of these steps; the sensitivity rule only matters for gradients.</summary>
    public Euler<T> Euler<T>(bool implicitSensitivity)
        where T : unmanaged, IReal<T> => new(T.From(StepMilliseconds / Steps), Steps, implicitSensitivity ? 1 : 0);
}
