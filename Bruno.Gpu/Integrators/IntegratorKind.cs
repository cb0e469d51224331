using Bruno.Gpu.Kernels.Integrators;

namespace Bruno.Gpu.Integrators;

/// <summary>How devices are integrated over an outer step.</summary>
public enum IntegratorKind
{
    /// <summary><see cref="Euler{TReal,TDevice,TState,TMatrix}"/>: so many micro-steps, the reference mode.</summary>
    Euler,

    /// <summary><see cref="ExponentialRosenbrock{TReal}"/>: so many steps.</summary>
    Exponential,

    /// <summary>
    /// As many steps as a tolerance takes: <see cref="AdaptiveRosenbrock{TReal}"/> where it suits the device, else
    /// <see cref="Rosenbrock{TReal,TDevice,TState,TMatrix}"/>.
    /// </summary>
    Adaptive,

    /// <summary><see cref="Rosenbrock{TReal,TDevice,TState,TMatrix}"/>, for any device: as many steps as a tolerance takes.</summary>
    Rosenbrock,
}
