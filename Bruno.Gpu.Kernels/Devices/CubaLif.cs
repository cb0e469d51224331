using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A neuron of linear dynamics, one step an outer step: the current-based leaky integrate-and-fire neuron (CUBA LIF), with
/// constants of its own, and all that are special cases of it:
/// <code>
/// v &lt;- v_reset                  where s = 1 in the step before; or, by subtraction, v - (threshold - v_reset)
/// i &lt;- a i + g x                synaptic current; x is the drive: the input, plus R s of the step before where recurrent
/// v &lt;- b v + k i + d x + c      membrane potential, with the i of this step
/// s  = [v > threshold]          strictly
/// </code>
/// a = 0 leaves the synapse out (LIF, LI), b = 1 and c = 0 the leak (IF), both decays 0 the memory; d is there for exact solutions
/// over a step, in which the drive is held. All start at 0. No derivative
/// is taken of s where it resets: across a reset to v_reset it is 0, across one by subtraction 1.
/// </summary>
/// <param name="constants">The constants of all neurons of a layer, [<see cref="Constants"/>, neurons].</param>
/// <param name="neurons">Neurons of the layer.</param>
/// <param name="neuron">Which of them it is.</param>
/// <param name="subtracts">1: a reset subtracts; 0: it puts the potential at v_reset.</param>
public readonly struct CubaLif<TReal>(ILGPU.ArrayView<TReal> constants, int neurons, int neuron, int subtracts)
    : INeuron<CubaLif<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>Constants of a neuron: a, g, b, k, d, c, threshold and v_reset, in this order.</summary>
    public const int Constants = 8;

    private readonly ILGPU.ArrayView<TReal> constants = constants;
    private readonly int neurons = neurons;
    private readonly int neuron = neuron;
    private readonly int subtracts = subtracts;

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    /// <inheritdoc/>
    public bool FiresAtThreshold => false;

    /// <inheritdoc/>
    public bool FeelsSpikes => false;

    /// <inheritdoc/>
    public bool AnswersAtOnce => true;

    private TReal CurrentDecay => constants[neuron];

    private TReal InputGain => constants[neurons + neuron];

    private TReal PotentialDecay => constants[2 * neurons + neuron];

    private TReal CurrentGain => constants[3 * neurons + neuron];

    private TReal DirectGain => constants[4 * neurons + neuron];

    private TReal Leak => constants[5 * neurons + neuron];

    private TReal Threshold => constants[6 * neurons + neuron];

    private TReal ResetPotential => constants[7 * neurons + neuron];

    /// <inheritdoc/>
    public CubaLif<TReal> Of(int neuron) => new(constants, neurons, neuron, subtracts);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar a, TScalar b, TScalar c, TScalar d)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TReal fired = spike.Value, one = TReal.From(1);
        TScalar kept = subtracts != 0
            ? TScalar.Shift(state.Potential, -(fired * (Threshold - ResetPotential)))
            : TScalar.Shift(TScalar.Scale(one - fired, state.Potential), fired * ResetPotential);
        TScalar current = TScalar.Scale(CurrentDecay, state.Internal) + TScalar.Scale(InputGain, drive);
        TScalar potential = TScalar.Shift(
            TScalar.Scale(PotentialDecay, kept) + TScalar.Scale(CurrentGain, current) + TScalar.Scale(DirectGain, drive), Leak);
        return new(potential, current);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar a, TScalar b, TScalar c, TScalar d)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => TScalar.Shift(state.Potential, -Threshold);
}
