using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// A device's dynamics around a state, in the coordinates that separate what is stiff from what is slow: the internal
/// variable P, and y = V - slope P, where (slope, 1) is the <see cref="StiffDirection"/>. For a ferroelectric capacitor y
/// is the charge over the capacitance. With f = dP/dt and s = dy/dt,
/// <code>
/// dP/dt = f + stiff (P - P_0) + coupling (y - y_0) + ...
/// dy/dt = s + slow (y - y_0) + feedback (P - P_0) + ...
/// </code>
/// where the feedback is 0 along the eigenvector. Everything follows from one evaluation of the device's rates with dual
/// numbers. Where the potential is held, at 0 or at a bound, P moves alone.
/// </summary>
public readonly struct SplitDynamics<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>f, the rate of P at the start.</summary>
    public readonly TReal InternalRate;

    /// <summary>s, the rate of y at the start, V/ms.</summary>
    public readonly TReal Drift;

    /// <summary>The eigenvalue along the stiff direction, 1/ms.</summary>
    public readonly TReal Stiff;

    /// <summary>The other eigenvalue, 1/ms.</summary>
    public readonly TReal Slow;

    /// <summary>d(dP/dt)/dy.</summary>
    public readonly TReal Coupling;

    /// <summary>d(dy/dt)/dP.</summary>
    public readonly TReal Feedback;

    /// <summary>Volts per unit of P along the stiff direction.</summary>
    public readonly TReal Slope;

    /// <summary>Splits the rates at a state.</summary>
    /// <param name="rates">The rates at the start with their derivatives.</param>
    /// <param name="voltsPerInternal">See <see cref="StiffDirection"/>.</param>
    /// <param name="isHeld">Whether the potential cannot move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplitDynamics(RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> rates, TReal voltsPerInternal, bool isHeld)
    {
        TReal zero = TReal.From(0);
        DeviceState<TReal> rate = rates.Rates;
        Matrix2<TReal> k = rates.ByState;
        DeviceState<TReal> byPotential = k[0], byInternal = k[1];
        TReal slope = isHeld
            ? zero
            : StiffDirection.Slope(byPotential.Potential, byInternal.Potential, byPotential.Internal, byInternal.Internal, voltsPerInternal);
        InternalRate = rate.Internal;
        Slope = slope;
        Stiff = byInternal.Internal + slope * byPotential.Internal;
        Coupling = byPotential.Internal;
        Drift = isHeld ? zero : rate.Potential - slope * rate.Internal;
        Slow = isHeld ? zero : StiffDirection.OtherEigenvalue(byPotential.Potential, byPotential.Internal, slope);
        Feedback = isHeld ? zero : TReal.WhereLess(zero, TReal.Abs(slope), zero, byInternal.Potential);
    }

    /// <summary>
    /// The dynamics without the derivatives of what the model marks (<see cref="IScalar{TSelf,TReal}.Hold"/>): for a state in a
    /// feature narrower than any step, where derivatives are huge and say nothing of what is beyond it (Heracles where the
    /// depletion ends).
    /// </summary>
    public static SplitDynamics<TReal> Coarse<TDevice>(
        TDevice device, DeviceState<TReal> state, TReal current, TReal voltsPerInternal, bool isHeld)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>> => new(device.DifferentiateByState<Held>(state, current), voltsPerInternal, isHeld);

    /// <summary>Whether a deviation would grow more than e-fold in a step of length h, which a step that can be trusted hardly allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnstable(SplitDynamics<TReal> dynamics, TReal h)
    {
        TReal one = TReal.From(1);
        return !(h * dynamics.Stiff <= one && h * dynamics.Slow <= one);
    }

    /// <summary>
    /// The exponential Rosenbrock-Euler step of length h: P exactly for the linear part and a constant drift; y by
    /// phi functions of the slow eigenvalue, which a rational function replaces that neither overshoots nor overflows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Increment<TReal> Over(TReal h)
    {
        TReal one = TReal.From(1), half = TReal.From(0.5);
        TReal z = h * Stiff, phi1, phi2, phi3;
        TReal size = TReal.Abs(z);
        if (TReal.AnyLess(size, one))
        {
            phi3 = TReal.SmallPhi3(z);
            phi2 = half + z * phi3;
            phi1 = one + z * phi2;
            if (!TReal.AllLess(size, one))
            {
                LargePhi(z, out TReal large1, out TReal large2, out TReal large3);
                phi1 = TReal.WhereLess(size, one, phi1, large1);
                phi2 = TReal.WhereLess(size, one, phi2, large2);
                phi3 = TReal.WhereLess(size, one, phi3, large3);
            }
        }
        else
        {
            LargePhi(z, out phi1, out phi2, out phi3);
        }

        TReal ramp = h * Coupling * Drift;
        TReal mean = h * (phi2 * InternalRate + phi3 * ramp);

        // 1 / phi1(x) = 1 - x / 2 + x^2 / 12 + O(x^4); 1 / (2 phi2(x)) = 1 - x / 3 + x^2 / 36 + O(x^3).
        TReal x = h * Slow;
        TReal free = Drift / (one + x * (TReal.From(1.0 / 12) * x - half));
        TReal fed = Feedback * mean / (one + x * (TReal.From(1.0 / 36) * x - TReal.From(1.0 / 3)));
        return new(h * (phi1 * InternalRate + phi2 * ramp), h * (free + fed), phi3);
    }

    /// <summary>phi1 to phi3 by their definition, which cancels near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LargePhi(TReal z, out TReal phi1, out TReal phi2, out TReal phi3)
    {
        TReal one = TReal.From(1), inverse = one / z;
        phi1 = (TReal.Exp(z) - one) * inverse;
        phi2 = (phi1 - one) * inverse;
        phi3 = (phi2 - TReal.From(0.5)) * inverse;
    }
}
