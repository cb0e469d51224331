using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The FeLIF neuron without dimensions, one exponential step an outer step:
/// <code>
/// E = a V - b P
/// r = exp(-(E_a / (|E| + E_soft))^nu) / tau_p,   g = exp(-dt r),   I_p = P_s (sgn E - P) dt r
/// P &lt;- g P + (1 - g) sgn E
/// V &lt;- gamma V - (1 - gamma) I_p + x,    clipped to +-5
/// V &lt;- 0, P &lt;- -1                        instead, in the step after a spike
/// s  = [V >= threshold]
/// </code>
/// x is the drive, P starts at -1. The gate of the reset has no derivative, that of the clip is 0 on and outside the bounds. Coefficients:
/// gamma, threshold, E_a, P_s.
/// </summary>
/// <param name="fieldOfPotential">a.</param>
/// <param name="fieldOfPolarization">b.</param>
/// <param name="softField">E_soft, above 0.</param>
/// <param name="exponent">nu.</param>
/// <param name="largestRate">dt / tau_p.</param>
public readonly struct NormalisedFelif<TReal>(TReal fieldOfPotential, TReal fieldOfPolarization, TReal softField, TReal exponent, TReal largestRate)
    : INeuron<NormalisedFelif<TReal>, TReal>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The magnitude that the potential is clipped to.</summary>
    public const double Bound = 5;

    private readonly TReal fieldOfPotential = fieldOfPotential;
    private readonly TReal fieldOfPolarization = fieldOfPolarization;
    private readonly TReal softField = softField;
    private readonly TReal exponent = exponent;
    private readonly TReal largestRate = largestRate;

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(-1));

    /// <inheritdoc/>
    public bool FiresAtThreshold => true;

    /// <inheritdoc/>
    public bool FeelsSpikes => false;

    /// <inheritdoc/>
    public bool AnswersAtOnce => true;

    /// <inheritdoc/>
    public NormalisedFelif<TReal> Of(int neuron) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar decay, TScalar threshold, TScalar activationField, TScalar saturation)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TReal zero = TReal.From(0), unit = TReal.From(1), bound = TReal.From(Bound);
        TScalar one = TScalar.Constant(unit);
        TScalar field = TScalar.Scale(fieldOfPotential, state.Potential) - TScalar.Scale(fieldOfPolarization, state.Internal);
        TScalar sign = TScalar.Constant(Leakage.Sign(field.Value, zero));
        TScalar ratio = activationField / TScalar.Shift(TScalar.Abs(field), softField);
        TScalar switched = TScalar.Scale(largestRate, TScalar.Exp(-TScalar.PowPositive(ratio, exponent)));
        TScalar current = saturation * (sign - state.Internal) * switched;
        TScalar kept = TScalar.Exp(-switched);
        TScalar polarization = kept * state.Internal + (one - kept) * sign;
        TScalar potential = decay * state.Potential - (one - decay) * current + drive;

        TReal value = potential.Value;
        TReal inside = TReal.WhereLess(-bound, value, TReal.WhereLess(value, bound, unit, zero), zero);
        TReal clipped = Clip.Value(value, -bound, bound);
        potential = TScalar.Shift(TScalar.Scale(inside, potential), (unit - inside) * clipped);

        TReal runs = unit - spike.Value;
        return new(TScalar.Scale(runs, potential), TScalar.Shift(TScalar.Scale(runs, polarization), -spike.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar decay, TScalar threshold, TScalar activationField, TScalar saturation)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential - threshold;
}
