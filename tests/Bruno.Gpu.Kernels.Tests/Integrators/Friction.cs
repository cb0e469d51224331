using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// dV/dt = I + x - sgn(V), dx/dt = c: V is held at 0 while |I + x| is less than 1, and moves as a parabola from when it is more.
/// </summary>
/// <param name="growth">c, 1/ms.</param>
public readonly struct Friction<TReal>(TReal growth) : IPlanarRates<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal growth = growth;

    public static (double Potential, double Internal) Bounds => (9, 9);

    public static double Threshold => 8;

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => new(
            TScalar.Shift(current + state.Internal, -Leakage.Sign(state.Potential.Value, TReal.From(0))), TScalar.Constant(growth));
}
