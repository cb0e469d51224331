using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace MyDevice;

/// <summary>
/// C dV/dt = I - g (V + x), tau dx/dt = V - x, for one device. Times are in ms, potentials in V, currents in nA, capacitances in pF,
/// charges in pC, conductances in nS.
/// </summary>
public readonly struct MyDeviceEquations<TReal>
    : IDevice<MyDeviceEquations<TReal>, TReal, DeviceState<TReal>, Matrix2<TReal>>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal inverseCapacitance;
    private readonly TReal leak;
    private readonly TReal adaptationRate;
    private readonly TReal threshold;

    public MyDeviceEquations(MyDeviceParameters parameters)
    {
        inverseCapacitance = TReal.From(1 / (parameters.Capacitance * 1e12));
        leak = TReal.From(parameters.LeakConductance * 1e9);
        adaptationRate = TReal.From(1 / (parameters.AdaptationTime * 1e3));
        threshold = TReal.From(parameters.Threshold);
    }

    // The state: the potential V, and the internal variable x. Where it begins, and where it stays.
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    public DeviceState<TReal> Lower => new(TReal.From(-5), TReal.From(-5));

    public DeviceState<TReal> Upper => new(TReal.From(5), TReal.From(5));

    // A spike: when, by how much a state exceeds that, and what comes after it.
    public static bool FiresByPotential => true;

    public bool Fires(DeviceState<TReal> state) => state.Potential >= threshold;

    public TReal Excess(DeviceState<TReal> state) => state.Potential - threshold;

    public DeviceState<TReal> ExcessGradient(DeviceState<TReal> state) => new(TReal.From(1), TReal.From(0));

    public DeviceState<TReal> Reset(DeviceState<TReal> before) => Initial;

    public Matrix2<TReal> ResetDerivative(DeviceState<TReal> before) => Matrix2<TReal>.Diagonal(TReal.From(0));

    // What is shown besides the state.
    public static int Observables => 0;

    public TReal Observable(int index, DeviceState<TReal> state, TReal current) => TReal.From(0);

    // The equations, with plain numbers and with numbers that carry derivatives.
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar lost = TScalar.Scale(leak, state.Potential + state.Internal);
        return new(
            TScalar.Scale(inverseCapacitance, current - lost),
            TScalar.Scale(adaptationRate, state.Potential - state.Internal));
    }

    public DeviceState<TReal> Rates(DeviceState<TReal> state, TReal current) => Rates<TReal>(state, current);

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Differentiate<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.State<TReal, THold>(state), RateDifferentiation.Input<TReal, THold>(current)));

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> DifferentiateByState<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.StateAlone<TReal, THold>(state), Dual<TReal, THold, DeviceState<TReal>>.Constant(current)));
}
