using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>What a <see cref="PlanarDevice{TReal,TRates}"/> is made of.</summary>
public interface IPlanarRates<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The largest magnitudes of both variables.</summary>
    static abstract (double Potential, double Internal) Bounds { get; }

    /// <summary>The potential at which it fires.</summary>
    static abstract double Threshold { get; }

    /// <summary>The rates of both variables, 1/ms.</summary>
    DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>;
}
