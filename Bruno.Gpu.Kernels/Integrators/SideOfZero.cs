using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// On which side of V = 0 a step starts: there, currents that carry the sign of V jump (FeLIF's
/// discharge current), so that the rates are those of one side, or V is held between the two.
/// </summary>
/// <param name="evaluated">The potential to evaluate the rates at, V.</param>
/// <param name="side">1 above 0, -1 below; at 0 that of the side which V moves to.</param>
/// <param name="held">1 where V is held at 0.</param>
/// <param name="jump">By how much its rate just above 0 is less than just below, V/ms.</param>
public readonly struct SideOfZero<TReal>(TReal evaluated, TReal side, int held, TReal jump)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>A potential that is 0 but has a sign, V.</summary>
    private const double SmallestPotential = 1e-30;

    /// <summary>The potential to evaluate the rates at, V.</summary>
    public readonly TReal Evaluated = evaluated;

    /// <summary>1 above 0, -1 below.</summary>
    public readonly TReal Side = side;

    /// <summary>1 where V is held at 0.</summary>
    public readonly int Held = held;

    /// <summary>By how much the rate of V just above 0 is less than just below, V/ms.</summary>
    public readonly TReal Jump = jump;

    /// <summary>The side of a potential that is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SideOfZero<TReal> Of(TReal potential)
    {
        TReal zero = TReal.From(0);
        return new(potential, TReal.From(potential < zero ? -1 : 1), 0, zero);
    }

    /// <summary>A potential kept on a side of 0, where it would be on the other or on none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Keep(TReal side, TReal potential) =>
        TReal.WhereLess(TReal.From(0), side * potential, potential, side * TReal.From(SmallestPotential));

    /// <summary>The side of a state with V = 0.</summary>
    public static SideOfZero<TReal> AtZero<TDevice>(TDevice device, TReal @internal, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0), small = TReal.From(SmallestPotential);
        TReal above = device.Rates(new DeviceState<TReal>(small, @internal), current).Potential;
        TReal below = device.Rates(new DeviceState<TReal>(-small, @internal), current).Potential;
        if (!(above < zero))
            return new(small, TReal.From(1), 0, zero);
        return below > zero ? new(small, TReal.From(1), 1, below - above) : new(-small, TReal.From(-1), 0, zero);
    }
}
