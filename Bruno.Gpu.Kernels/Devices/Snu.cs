using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The spiking neural unit (Woźniak, Pantazi, Bohnstingl and Eleftheriou, Nature Machine Intelligence 2020), one step an outer step:
/// <code>
/// h &lt;- x + d h (1 - s)        with the s of the step before
/// s  = [h >= b]                or, for soft units, the logistic function of h - b
/// </code>
/// x is the drive. All derivatives count, those with respect to s as well. Coefficients: d, b.
/// </summary>
public readonly struct Snu<TReal> : INeuron<Snu<TReal>, TReal>, ILanewise
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
    public Snu<TReal> Of(int neuron) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar decay, TScalar threshold, TScalar none, TScalar nothing)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar one = TScalar.Constant(TReal.From(1));
        return new(drive + decay * (state.Potential * (one - spike)), state.Internal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar decay, TScalar threshold, TScalar none, TScalar nothing)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential - threshold;
}
