using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>Clipping of a state to its bounds, and what its derivative is taken to be.</summary>
public static class Clip
{
    /// <summary>The value, clipped to [lower, upper].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T value, T lower, T upper)
        where T : unmanaged, IReal<T> =>
        T.WhereLess(value, lower, lower, T.WhereLess(upper, value, upper, value));

    /// <summary>1 strictly inside the bounds, and the given derivatives outside them and exactly on one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Derivative<T>(T value, T lower, T upper, T outside, T onBound)
        where T : unmanaged, IReal<T> =>
        value > lower && value < upper ? T.From(1) : value < lower || value > upper ? outside : onBound;

    /// <summary>A device state, clipped to the device's bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<TReal> State<TDevice, TReal>(TDevice device, DeviceState<TReal> state)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where TReal : unmanaged, IReal<TReal> =>
        new(Value(state.Potential, device.Lower.Potential, device.Upper.Potential),
            Value(state.Internal, device.Lower.Internal, device.Upper.Internal));
}
