using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The direction (slope, 1) in the plane of V and P along which a device's dynamics is stiff: the eigenvector of the
/// Jacobian K of its rates whose eigenvalue is the lower one. In a ferroelectric capacitor it is the line of constant
/// charge, slope = -A / C, which the Jacobian tells without being told.
/// </summary>
public static class StiffDirection
{
    /// <summary>
    /// Volts per unit of the internal variable; 0 where there is no such eigenvector, or where it points along V, so that
    /// the internal variable is no coordinate for it.
    /// </summary>
    /// <param name="vv">dV'/dV.</param>
    /// <param name="vp">dV'/dP.</param>
    /// <param name="pv">dP'/dV.</param>
    /// <param name="pp">dP'/dP.</param>
    /// <param name="voltsPerInternal">The device's range of V over that of P.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Slope<TReal>(TReal vv, TReal vp, TReal pv, TReal pp, TReal voltsPerInternal)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal half = TReal.From(0.5) * (vv - pp);
        TReal discriminant = half * half + vp * pv;
        TReal zero = TReal.From(0);
        if (!TReal.AnyLess(zero, discriminant))
            return zero;

        // Two forms of the same number; each cancels where the other does not.
        TReal root = TReal.Sqrt(discriminant);
        TReal slope = TReal.WhereLess(zero, half, -vp, half - root) / TReal.WhereLess(zero, half, half + root, pv);
        return TReal.WhereLess(zero, discriminant, TReal.WhereLess(TReal.Abs(slope), TReal.From(10) * voltsPerInternal, slope, zero), zero);
    }

    /// <summary>
    /// The other eigenvalue. In a fast transient it is the small difference of two huge numbers, and nothing but their
    /// rounding; then it counts as 0.
    /// </summary>
    /// <param name="vv">dV'/dV.</param>
    /// <param name="pv">dP'/dV.</param>
    /// <param name="slope">The direction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal OtherEigenvalue<TReal>(TReal vv, TReal pv, TReal slope)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal along = slope * pv, other = vv - along;
        return TReal.WhereLess(TReal.From(32) * TReal.Spacing * TReal.Abs(along), TReal.Abs(other), other, TReal.From(0));
    }

    /// <summary>The range of V over that of P: what a unit of the internal variable amounts to in volts, roughly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal VoltsPerInternal<TDevice, TReal>(TDevice device)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where TReal : unmanaged, IReal<TReal> =>
        (device.Upper.Potential - device.Lower.Potential) / (device.Upper.Internal - device.Lower.Internal);
}
