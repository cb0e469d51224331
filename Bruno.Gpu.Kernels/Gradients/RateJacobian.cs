using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>Values and derivatives of a device's rates, from one evaluation with dual numbers.</summary>
public readonly struct RateJacobian<TReal>(DeviceState<TReal> rates, Jacobian<TReal> derivatives)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The rates, per ms.</summary>
    public readonly DeviceState<TReal> Rates = rates;

    /// <summary>Their derivatives with respect to potential, internal variable and current.</summary>
    public readonly Jacobian<TReal> Derivatives = derivatives;

    /// <summary>Evaluates the rates at a state and a current; <typeparamref name="THold"/> says what is held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RateJacobian<TReal> At<TDevice, THold>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        DeviceState<Dual<TReal, Partials3<TReal>, THold>> seeded = new(
            new(state.Potential, new(one, zero, zero)),
            new(state.Internal, new(zero, one, zero)));
        Dual<TReal, Partials3<TReal>, THold> seededCurrent = new(current, new(zero, zero, one));

        DeviceState<Dual<TReal, Partials3<TReal>, THold>> rates = device.Rates(seeded, seededCurrent);
        Partials3<TReal> potential = rates.Potential.Partials, @internal = rates.Internal.Partials;
        return new(
            new(rates.Potential.Value, rates.Internal.Value),
            new(potential.First, potential.Second, potential.Third,
                @internal.First, @internal.Second, @internal.Third));
    }
}
