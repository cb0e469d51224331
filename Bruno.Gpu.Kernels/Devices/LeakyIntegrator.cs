using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A unit that does not fire and puts out its potential, a low-pass of its drive:
/// <code>V &lt;- alpha V + (1 - alpha) x</code>
/// Of currents it is a membrane, of spikes their rate. Coefficient: alpha.
/// </summary>
public readonly struct LeakyIntegrator<TReal> : INeuron<LeakyIntegrator<TReal>, TReal>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    /// <inheritdoc/>
    public bool FiresAtThreshold => true;

    /// <inheritdoc/>
    public bool FeelsSpikes => false;

    /// <inheritdoc/>
    public bool AnswersAtOnce => true;

    /// <inheritdoc/>
    public LeakyIntegrator<TReal> Of(int neuron) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar decay, TScalar none, TScalar nothing, TScalar nil)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar one = TScalar.Constant(TReal.From(1));
        return new(decay * state.Potential + (one - decay) * drive, state.Internal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar decay, TScalar none, TScalar nothing, TScalar nil)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential;
}
