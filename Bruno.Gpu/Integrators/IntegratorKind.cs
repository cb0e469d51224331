using Bruno.Gpu.Kernels.Integrators;

namespace Bruno.Gpu.Integrators;

/// <summary>How devices are integrated over an outer step.</summary>
public enum IntegratorKind
{
    /// <summary><see cref="Euler{TReal,TDevice,TState,TMatrix}"/>: so many micro-steps, the reference mode.</summary>
    Euler,

    /// <summary><see cref="ExponentialRosenbrock{TReal}"/>: so many steps.</summary>
    Exponential,

    /// <summary><see cref="AdaptiveRosenbrock{TReal}"/>: as many steps as a tolerance takes.</summary>
    Adaptive,
}
