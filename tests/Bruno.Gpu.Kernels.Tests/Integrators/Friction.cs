using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// dV/dt = I + x - sgn(V), dx/dt = c: V is held at 0 while |I + x| is less than 1, and moves as a parabola from when it is more.
/// </summary>
/// <param name="growth">c, 1/ms.</param>
public readonly struct Friction<TReal>(TReal growth) : IDevice<Friction<TReal>, TReal, DeviceState<TReal>, Matrix2<TReal>>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal growth = growth;

    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    public DeviceState<TReal> Reset(DeviceState<TReal> before) => Initial;

    public DeviceState<TReal> Lower => new(TReal.From(-9), TReal.From(-9));

    public DeviceState<TReal> Upper => new(TReal.From(9), TReal.From(9));

    public static bool FiresByPotential => true;

    public static int Observables => 0;

    public TReal Excess(DeviceState<TReal> state) => state.Potential - TReal.From(8);

    public DeviceState<TReal> ExcessGradient(DeviceState<TReal> state) => new(TReal.From(1), TReal.From(0));

    public bool Fires(DeviceState<TReal> state) => Excess(state) >= TReal.From(0);

    public Matrix2<TReal> ResetDerivative(DeviceState<TReal> before) => Matrix2<TReal>.Diagonal(TReal.From(0));

    public TReal Observable(int index, DeviceState<TReal> state, TReal current) => TReal.From(0);

    public DeviceState<TReal> Rates(DeviceState<TReal> state, TReal current) => Rates<TReal>(state, current);

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Differentiate<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.State<TReal, THold>(state), RateDifferentiation.Input<TReal, THold>(current)));

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> DifferentiateByState<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.StateAlone<TReal, THold>(state), Dual<TReal, THold, DeviceState<TReal>>.Constant(current)));

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => new(
            TScalar.Shift(current + state.Internal, -Leakage.Sign(state.Potential.Value, TReal.From(0))), TScalar.Constant(growth));
}
