using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>A step of the variational equation of a planar device, a column at a time; see <see cref="Variation"/>.</summary>
/// <param name="h">The length of the step, ms.</param>
/// <param name="slope">Volts per unit of the internal variable along the stiff direction.</param>
/// <param name="z">h times the eigenvalue along it.</param>
/// <param name="x">h times the other one.</param>
/// <param name="phi1">phi1(z).</param>
/// <param name="phi2">phi2(z).</param>
/// <param name="slowPhi1">phi1(x).</param>
/// <param name="coupling">d(dP/dt)/dV.</param>
/// <param name="feedback">d(dV/dt)/dP where there is no stiff direction, else 0.</param>
public readonly struct VariationStep<TReal>(
    TReal h, TReal slope, TReal z, TReal x, TReal phi1, TReal phi2, TReal slowPhi1, TReal coupling, TReal feedback)
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal h = h;
    private readonly TReal slope = slope;
    private readonly TReal z = z;
    private readonly TReal x = x;
    private readonly TReal phi1 = phi1;
    private readonly TReal phi2 = phi2;
    private readonly TReal slowPhi1 = slowPhi1;
    private readonly TReal coupling = coupling;
    private readonly TReal feedback = feedback;

    /// <summary>What becomes of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="input">The derivative of the rates by the input, for the column that is by the input; else 0.</param>
    // P is driven by y = V - slope P, which moves from its old to its new value along a line.
    public DeviceState<TReal> Over(DeviceState<TReal> column, DeviceState<TReal> input)
    {
        TReal @internal = column.Internal, y = column.Potential - slope * @internal;
        TReal change = slowPhi1 * (x * y + h * (input.Potential - slope * input.Internal))
            + h * feedback * (phi1 * @internal + phi2 * h * (coupling * y + input.Internal));
        @internal = @internal + phi1 * (z * @internal + h * coupling * y + h * input.Internal) + h * coupling * phi2 * change;
        return new(y + change + slope * @internal, @internal);
    }
}
