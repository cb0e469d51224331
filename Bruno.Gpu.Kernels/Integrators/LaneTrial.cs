using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// One trial of <see cref="AdaptiveRosenbrock{TReal}"/> without a branch on any number, so that numbers may be vectors of
/// lanes. What is rare is only noticed (V at 0 or at a bound, or about to meet one or the threshold; a step that fails at its
/// shortest; what is not a number): <see cref="AdaptiveRosenbrock{TReal}.Take"/> makes that step for the lane alone.
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
        in TDevice device, TReal potential, TReal @internal, TReal current, TReal remaining, TReal proposal, StepControl<TReal> control)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal worth = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        TReal lower = device.Lower.Internal, upper = device.Upper.Internal;
        TReal side = TReal.WhereLess(potential, zero, -one, one);

        SplitDynamics<TReal> dynamics = DynamicsOf(device, potential, @internal, current, worth);
        TReal size = TReal.Abs(dynamics.Slope), weight = TReal.WhereLess(worth, size, size, worth);
        TReal length = proposal;
        if (TReal.AnyLess(proposal, control.Shortest))
            length = TReal.WhereLess(zero, proposal, proposal, control.First(dynamics, weight));
        length = TReal.WhereLess(control.Shortest, length, length, control.Shortest);
        TReal h = StepControl<TReal>.Fitted(length, remaining);
        Increment<TReal> predicted = Predict(dynamics, h);
        TReal end = potential + predicted.Potential(dynamics.Slope);
        DeviceState<TReal> rates = device.Rates(
            new DeviceState<TReal>(Footing<TReal>.On(side, end), Clip.Value(@internal + predicted.Internal, lower, upper)), current);
        TReal isUsual = IsUsual(device, potential, end, side);
        return Judge(device, potential, @internal, remaining, control, dynamics, weight, predicted, rates, h, isUsual);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static SplitDynamics<TReal> DynamicsOf<TDevice>(in TDevice device, TReal potential, TReal @internal, TReal current, TReal worth)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        DeviceState<Dual<TReal, Kept>> start = device.Rates(
            new DeviceState<Dual<TReal, Kept>>(new(potential, one, zero, zero), new(@internal, zero, one, zero)),
            Dual<TReal, Kept>.Constant(current));
        return new(start.Potential, start.Internal, worth, isHeld: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Increment<TReal> Predict(in SplitDynamics<TReal> dynamics, TReal h) => dynamics.Over(h);

    /// <summary>1 where V is and stays between 0, threshold and bounds. Every comparison is false for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TReal IsUsual<TDevice>(in TDevice device, TReal potential, TReal end, TReal side)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal top = Top(device), bottom = device.Lower.Potential;
        TReal isUsual = TReal.WhereLess(bottom, end, TReal.WhereLess(end, top, one, zero), zero);
        isUsual = TReal.WhereLess(bottom, potential, TReal.WhereLess(potential, top, isUsual, zero), zero);
        return TReal.WhereLess(zero, side * end, TReal.WhereLess(zero, side * potential, isUsual, zero), zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static LaneTrial<TReal> Judge<TDevice>(
        in TDevice device, TReal potential, TReal @internal, TReal remaining, in StepControl<TReal> control, in SplitDynamics<TReal> dynamics,
        TReal weight, in Increment<TReal> predicted, in DeviceState<TReal> rates, TReal h, TReal isUsual)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        Correction<TReal> correction = new(dynamics, predicted, rates, h, isHeld: false);
        TReal error = correction.Error(weight), factor = control.Factor(error);
        TReal rejected = TReal.WhereLess(control.Shortest, h, zero, -one);
        TReal wholeRest = TReal.WhereLess(h, TReal.From(0.999999) * remaining, h, remaining);
        TReal taken = TReal.WhereLess(error, control.Tolerance, wholeRest, rejected);
        TReal newPotential = potential + predicted.Drift + correction.Drift + dynamics.Slope * (predicted.Internal + correction.Internal);
        return new(
            Clip.Value(newPotential, device.Lower.Potential, Top(device)),
            Clip.Value(@internal + predicted.Internal + correction.Internal, device.Lower.Internal, device.Upper.Internal),
            TReal.WhereLess(zero, isUsual, taken, -one),
            TReal.WhereLess(error, control.Tolerance, factor, StepControl<TReal>.Shortened(factor)) * h);
    }

    /// <summary>The largest potential within a step.</summary>
    private static TReal Top<TDevice>(in TDevice device)
        where TDevice : unmanaged, IDevice<TDevice, TReal> =>
        TReal.WhereLess(device.Threshold, device.Upper.Potential, device.Threshold, device.Upper.Potential);

    private LaneTrial(TReal potential, TReal @internal, TReal taken, TReal next) =>
        (Potential, Internal, Taken, Next) = (potential, @internal, taken, next);
}
