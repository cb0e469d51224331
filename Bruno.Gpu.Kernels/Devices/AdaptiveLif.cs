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
/// V     &lt;- alpha V + (1 - alpha) x - hold(theta s)
/// s      = [V >= theta]
/// </code>
/// x is the drive. The state's internal variable is eta, whose derivative with respect to s counts; what a spike takes off V has
/// none. Coefficients: alpha, rho, kappa, b_0.
/// </summary>
public readonly struct AdaptiveLif<TReal> : INeuron<AdaptiveLif<TReal>, TReal>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
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
        TScalar potential = decay * state.Potential + (one - decay) * drive - TScalar.Constant(spike.Value * raised.Value);
        return new(potential, trace);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar decay, TScalar adaptationDecay, TScalar adaptation, TScalar threshold)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential - (threshold + adaptation * state.Internal);
}
