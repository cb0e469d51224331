using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>The leakage of the neuron's circuit (Gibertini et al., ISCAS 2024), which all its ferroelectric devices share.</summary>
public static class Leakage
{
    /// <summary><c>(I_0 A (exp(V / V_T) - 1) + I_dsc) sgn(V)</c>, nA.</summary>
    /// <param name="potential">V, in volts.</param>
    /// <param name="saturation">I_0 A, nA.</param>
    /// <param name="inverseVoltage">1 / V_T.</param>
    /// <param name="discharge">I_dsc, nA.</param>
    /// <param name="signOfZero">sgn(0).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Current<TScalar, TReal>(
        TScalar potential, TReal saturation, TReal inverseVoltage, TReal discharge, TReal signOfZero)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar growth = TScalar.Expm1(TScalar.Scale(inverseVoltage, potential));
        return TScalar.Scale(Sign(potential.Value, signOfZero), TScalar.Shift(TScalar.Scale(saturation, growth), discharge));
    }

    /// <summary>The sign of a number, with a stated value at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Sign<TReal>(TReal value, TReal signOfZero)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return TReal.WhereLess(zero, value, TReal.From(1), TReal.WhereLess(value, zero, TReal.From(-1), signOfZero));
    }
}
