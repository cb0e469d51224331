using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The current-based leaky integrate-and-fire neuron, one step an outer step, dimensionless:
/// <code>
/// V &lt;- V - hold(V s)                 reset by the spike of the step before; V s has no derivative at all
/// V &lt;- alpha V + (1 - alpha) I       with the I of the step before
/// I &lt;- beta I + (1 - beta) x
/// s  = [V >= threshold]
/// </code>
/// x is the drive: the input, plus R s of the step before for a recurrent layer. The state's internal variable is I. Coefficients:
/// alpha, beta, threshold.
/// </summary>
public readonly struct Lif<TReal> : INeuron<Lif<TReal>, TReal>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    /// <inheritdoc/>
    public bool FiresAtThreshold => true;

    /// <inheritdoc/>
    public bool FeelsSpikes => false;

    /// <inheritdoc/>
    public bool AnswersAtOnce => false;

    /// <inheritdoc/>
    public Lif<TReal> Of(int neuron) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar alpha, TScalar beta, TScalar threshold, TScalar none)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar one = TScalar.Constant(TReal.From(1));
        TScalar kept = state.Potential - TScalar.Constant(spike.Value * state.Potential.Value);
        TScalar potential = alpha * kept + (one - alpha) * state.Internal;
        TScalar current = beta * state.Internal + (one - beta) * drive;
        return new(potential, current);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar alpha, TScalar beta, TScalar threshold, TScalar none)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential - threshold;
}
