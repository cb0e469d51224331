using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// One trial of <see cref="AdaptiveRosenbrock{TReal}"/> without a branch on any number, so that numbers may be vectors of
/// lanes. What is rare is only noticed (V at 0 or at a bound, or about to meet one or the threshold; a step that fails at its
/// shortest; what is not a number): <see cref="AdaptiveRosenbrock{TReal}.Step"/> makes that step for the lane alone.
/// </summary>
public readonly struct LaneTrial<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>V after the step, where it is accepted.</summary>
    public readonly TReal Potential;

    /// <summary>P after the step, where it is accepted.</summary>
    public readonly TReal Internal;

    /// <summary>The length of the step, ms; 0 where it is not accepted, negative where it is rare.</summary>
    public readonly TReal Taken;

    /// <summary>How long the next trial should be, ms.</summary>
    public readonly TReal Next;

    /// <summary>Tries a step.</summary>
    /// <param name="device">The devices.</param>
    /// <param name="potential">V at its start.</param>
    /// <param name="internal">P at its start.</param>
    /// <param name="current">The currents, nA.</param>
    /// <param name="remaining">What is left of the outer step, ms; positive.</param>
    /// <param name="proposal">How long it should be, ms; 0 at the beginning of an outer step.</param>
    /// <param name="control">How long steps are.</param>
    // In parts, each a method of its own: the .NET compiler inlines up to a budget, beyond which even an addition is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static LaneTrial<TReal> Try<TDevice>(
        in TDevice device, TReal potential, TReal @internal, TReal current, TReal remaining, TReal proposal, StepSizeController<TReal> control)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        TReal lower = device.Lower.Internal, upper = device.Upper.Internal;
        TReal side = TReal.WhereLess(potential, zero, -one, one);

        SplitDynamics<TReal> dynamics = Split(RatesOf(device, potential, @internal, current), voltsPerInternal);
        TReal size = TReal.Abs(dynamics.Slope), weight = TReal.WhereLess(voltsPerInternal, size, size, voltsPerInternal);
        TReal length = proposal;
        if (TReal.AnyLess(proposal, control.Shortest))
            length = TReal.WhereLess(zero, proposal, proposal, control.First(dynamics, weight));
        length = TReal.WhereLess(control.Shortest, length, length, control.Shortest);
        TReal h = StepSizeController<TReal>.Fitted(length, remaining);
        Increment<TReal> predicted = Predict(dynamics, h);
        TReal end = potential + predicted.Potential(dynamics.Slope);
        DeviceState<TReal> rates = device.Rates(
            new DeviceState<TReal>(SideOfZero<TReal>.Keep(side, end), Clip.Value(@internal + predicted.Internal, lower, upper)), current);
        TReal isUsual = IsUsual(device, potential, end, side);
        return Decide(device, potential, @internal, remaining, control, dynamics, weight, predicted, rates, h, isUsual);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> RatesOf<TDevice>(
        in TDevice device, TReal potential, TReal @internal, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>> =>
        device.DifferentiateByState<Kept>(new DeviceState<TReal>(potential, @internal), current);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static SplitDynamics<TReal> Split(in RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> rates, TReal voltsPerInternal) =>
        new(rates, voltsPerInternal, isHeld: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Increment<TReal> Predict(in SplitDynamics<TReal> dynamics, TReal h) => dynamics.Over(h);

    /// <summary>1 where V is and stays between 0, threshold and bounds. Every comparison is false for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TReal IsUsual<TDevice>(in TDevice device, TReal potential, TReal end, TReal side)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal top = EventLocation.Top(FiringThreshold.Of<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>(device), device.Upper.Potential), bottom = device.Lower.Potential;
        TReal isUsual = TReal.WhereLess(bottom, end, TReal.WhereLess(end, top, one, zero), zero);
        isUsual = TReal.WhereLess(bottom, potential, TReal.WhereLess(potential, top, isUsual, zero), zero);
        return TReal.WhereLess(zero, side * end, TReal.WhereLess(zero, side * potential, isUsual, zero), zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static LaneTrial<TReal> Decide<TDevice>(
        in TDevice device, TReal potential, TReal @internal, TReal remaining, in StepSizeController<TReal> control, in SplitDynamics<TReal> dynamics,
        TReal weight, in Increment<TReal> predicted, in DeviceState<TReal> rates, TReal h, TReal isUsual)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        Correction<TReal> correction = new(dynamics, predicted, rates, h, isHeld: false);
        TReal error = correction.Error(weight), acceptance = control.Acceptance(error, h);
        TReal taken = TReal.WhereLess(zero, acceptance, StepSizeController<TReal>.Taken(h, remaining), acceptance);
        TReal newPotential = potential + predicted.Drift + correction.Drift + dynamics.Slope * (predicted.Internal + correction.Internal);
        return new(
            Clip.Value(newPotential, device.Lower.Potential, EventLocation.Top(FiringThreshold.Of<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>(device), device.Upper.Potential)),
            Clip.Value(@internal + predicted.Internal + correction.Internal, device.Lower.Internal, device.Upper.Internal),
            TReal.WhereLess(zero, isUsual, taken, -one),
            control.Proposal(error, h));
    }

    private LaneTrial(TReal potential, TReal @internal, TReal taken, TReal next) =>
        (Potential, Internal, Taken, Next) = (potential, @internal, taken, next);
}
