using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>A device of a potential and an internal variable that is its rates, and fires, as most do, by its potential.</summary>
/// <param name="rates">The rates.</param>
public readonly struct PlanarDevice<TReal, TRates>(TRates rates) : IDevice<PlanarDevice<TReal, TRates>, TReal, DeviceState<TReal>, Matrix2<TReal>>
    where TReal : unmanaged, IReal<TReal>
    where TRates : unmanaged, IPlanarRates<TReal>
{
    private readonly TRates rates = rates;

    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    public DeviceState<TReal> Reset(DeviceState<TReal> before) => Initial;

    public DeviceState<TReal> Lower => new(-Upper.Potential, -Upper.Internal);

    public DeviceState<TReal> Upper => new(TReal.From(TRates.Bounds.Potential), TReal.From(TRates.Bounds.Internal));

    public static bool FiresByPotential => true;

    public static int Observables => 0;

    public TReal Excess(DeviceState<TReal> state) => state.Potential - TReal.From(TRates.Threshold);

    public DeviceState<TReal> ExcessGradient(DeviceState<TReal> state) => new(TReal.From(1), TReal.From(0));

    public bool Fires(DeviceState<TReal> state) => Excess(state) >= TReal.From(0);

    public Matrix2<TReal> ResetDerivative(DeviceState<TReal> before) => Matrix2<TReal>.Diagonal(TReal.From(0));

    public TReal Observable(int index, DeviceState<TReal> state, TReal current) => TReal.From(0);

    public DeviceState<TReal> Rates(DeviceState<TReal> state, TReal current) => rates.Rates<TReal>(state, current);

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Differentiate<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        rates.Rates(RateDifferentiation.State<TReal, THold>(state), RateDifferentiation.Input<TReal, THold>(current)));

    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> DifferentiateByState<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        rates.Rates(RateDifferentiation.StateAlone<TReal, THold>(state), Dual<TReal, THold, DeviceState<TReal>>.Constant(current)));
}
