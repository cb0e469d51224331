using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The leaky integrate-and-fire neuron with an adaptive threshold (Bellec et al., NeurIPS 2018; Yin, Corradi and Bohté, Nature
/// Machine Intelligence 2021), one step an outer step, dimensionless:
/// <code>
/// eta   &lt;- rho eta + (1 - rho) s       with the s of the step before
/// theta  = b_0 + kappa eta
/// V     &lt;- alpha V + (1 - alpha) x - hold(theta s)          reset by subtraction
/// V     &lt;- alpha V (1 - hold(s)) + (1 - alpha) x            reset to zero
/// s      = [V >= theta]
/// </code>
/// x is the drive. The state's internal variable is eta, whose derivative with respect to s counts; what a spike takes off V has
/// none: across a reset by subtraction the derivative of V with respect to V is alpha, across one to zero 0. Coefficients: alpha, rho,
/// kappa, b_0.
/// </summary>
/// <param name="forgotten">The share of V that a spike removes: 1 for a reset to zero, 0 for one by subtraction.</param>
public readonly struct AdaptiveLif<TReal>(TReal forgotten) : INeuron<AdaptiveLif<TReal>, TReal>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal forgotten = forgotten;

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    /// <inheritdoc/>
    public bool FiresAtThreshold => true;

    /// <inheritdoc/>
    public bool FeelsSpikes => true;

    /// <inheritdoc/>
    public bool AnswersAtOnce => true;

    /// <inheritdoc/>
    public AdaptiveLif<TReal> Of(int neuron) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar decay, TScalar adaptationDecay, TScalar adaptation, TScalar threshold)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar one = TScalar.Constant(TReal.From(1));
        TScalar trace = adaptationDecay * state.Internal + (one - adaptationDecay) * spike;
        TScalar raised = threshold + adaptation * trace;
        TReal whole = TReal.From(1), fired = spike.Value;
        TScalar kept = TScalar.Scale(whole - forgotten * fired, state.Potential);
        TScalar potential = decay * kept + (one - decay) * drive - TScalar.Constant((whole - forgotten) * fired * raised.Value);
        return new(potential, trace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar decay, TScalar adaptationDecay, TScalar adaptation, TScalar threshold)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential - (threshold + adaptation * state.Internal);
}
