using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>dV/dt = I - w x, dx/dt = w V: no stiff direction, and no real eigenvalue at all.</summary>
public readonly struct Oscillator<TReal> : IPlanarRates<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>w, 1/ms.</summary>
    public const double Frequency = 3;

    public static (double Potential, double Internal) Bounds => (9, 9);

    public static double Threshold => 8;

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => new(
            current - TScalar.Scale(TReal.From(Frequency), state.Internal), TScalar.Scale(TReal.From(Frequency), state.Potential));
}
