using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>Differentiates a device's rates by evaluating them once with dual numbers.</summary>
public static class RateDifferentiation
{
    /// <summary>
    /// The rates at a state and a current, with their partial derivatives with respect to potential, internal variable
    /// and current, in this order. <typeparamref name="THold"/> says what is held.
    /// </summary>
    // The result is the pair of dual numbers itself: ILGPU 1.5.3 takes two structs for the same type when their
    // flattened fields agree, and a struct of two reals and a Jacobian would flatten to the same eight numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Dual<TReal, THold, Partials<TReal>>> Evaluate<TDevice, TReal, THold>(
        TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy =>
        device.Rates(State<TReal, THold>(state), Input<TReal, THold>(current));

    /// <summary>A state to evaluate rates at with derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Dual<TReal, THold, Partials<TReal>>> State<TReal, THold>(DeviceState<TReal> state)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        return new(
            new Dual<TReal, THold, Partials<TReal>>(state.Potential, new(one, zero, zero)),
            new Dual<TReal, THold, Partials<TReal>>(state.Internal, new(zero, one, zero)));
    }

    /// <summary>A current to evaluate rates at with derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, Partials<TReal>> Input<TReal, THold>(TReal current)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0);
        return new(current, new(zero, zero, TReal.From(1)));
    }
}
