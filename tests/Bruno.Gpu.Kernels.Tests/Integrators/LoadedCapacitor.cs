using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// A device without any charge that is conserved: its capacitance depends on both variables, and its internal variable
/// relaxes towards one that the potential sets, at a rate that the potential sets too, up to 1e4 per ms,
/// <code>
/// dx/dt = (V / (1 + V^2) - x) k(V)         k = 100 e^(2 V)
/// dV/dt = (I - g V - a dx/dt) / (1 + x^2 / 2 + V^2 / 4)
/// </code>
/// For the Rosenbrock integrators, whose coordinates must come from its Jacobian alone.
/// </summary>
public readonly struct LoadedCapacitor<TReal> : IPlanarRates<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    public static (double Potential, double Internal) Bounds => (4, 2);

    public static double Threshold => 2.3;

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TReal one = TReal.From(1);
        TScalar v = state.Potential, x = state.Internal;
        TScalar rate = TScalar.Scale(TReal.From(100), TScalar.Exp(v + v));
        TScalar target = v / TScalar.Shift(v * v, one);
        TScalar internalRate = (target - x) * rate;
        TScalar capacitance = TScalar.Shift(TScalar.Scale(TReal.From(0.5), x * x) + TScalar.Scale(TReal.From(0.25), v * v), one);
        TScalar net = current - TScalar.Scale(TReal.From(0.3), v) - TScalar.Scale(TReal.From(1.5), internalRate);
        return new(net / capacitance, internalRate);
    }

    public static (double V, double X) Rate(double v, double x, double current)
    {
        double rate = (v / (1 + (v * v)) - x) * 100 * Math.Exp(2 * v);
        return ((current - (0.3 * v) - (1.5 * rate)) / (1 + (0.5 * x * x) + (0.25 * v * v)), rate);
    }
}
