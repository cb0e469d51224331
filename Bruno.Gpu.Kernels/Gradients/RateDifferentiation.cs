using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Gradients;

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
    public static DeviceState<Dual<TReal, THold>> Evaluate<TDevice, TReal, THold>(
        TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        DeviceState<Dual<TReal, THold>> seeded = new(
            new(state.Potential, one, zero, zero),
            new(state.Internal, zero, one, zero));
        return device.Rates(seeded, new Dual<TReal, THold>(current, zero, zero, one));
    }
}
