using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

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
public readonly struct LoadedCapacitor<TReal> : IDevice<LoadedCapacitor<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    public DeviceState<TReal> Reset => Initial;

    public DeviceState<TReal> Lower => new(TReal.From(-4), TReal.From(-2));

    public DeviceState<TReal> Upper => new(TReal.From(4), TReal.From(2));

    public TReal Threshold => TReal.From(2.3);

    public bool Fires(TReal potential) => potential >= Threshold;

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

    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential;

    public static (double V, double X) Rate(double v, double x, double current)
    {
        double rate = (v / (1 + (v * v)) - x) * 100 * Math.Exp(2 * v);
        return ((current - (0.3 * v) - (1.5 * rate)) / (1 + (0.5 * x * x) + (0.25 * v * v)), rate);
    }
}
