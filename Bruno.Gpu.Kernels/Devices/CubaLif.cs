using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A neuron of linear dynamics, one step an outer step: the current-based leaky integrate-and-fire neuron (CUBA LIF), with
/// coefficients of its own, and all that are special cases of it:
/// <code>
/// i &lt;- a i + g x                synaptic current; x is the drive: the input, plus R s of the step before where recurrent
/// v &lt;- b v + k i + d x + c      membrane potential, with the i of this step
/// s  = [v > threshold]          strictly
/// v &lt;- v_reset                  where s = 1; or, by subtraction, v - (threshold - v_reset)
/// </code>
/// a = 0 leaves the synapse out (LIF, LI), b = 1 and c = 0 the leak (IF), both decays 0 the memory; d is there for exact solutions
/// over a step, in which the drive is held. All start at 0. No derivative
/// is taken of s where it resets: across a reset to v_reset it is 0, across one by subtraction 1.
/// </summary>
/// <param name="coefficients">The coefficients of all neurons of a layer, [<see cref="Coefficients"/>, neurons].</param>
/// <param name="neurons">Neurons of the layer.</param>
/// <param name="neuron">Which of them it is.</param>
public readonly struct CubaLif<T>(ILGPU.ArrayView<T> coefficients, int neurons, int neuron)
    where T : unmanaged, IReal<T>
{
    /// <summary>Coefficients of a neuron: a, g, b, k, d, c, threshold and v_reset, in this order.</summary>
    public const int Coefficients = 8;

    /// <summary>a, by which the synaptic current decays a step.</summary>
    public readonly T CurrentDecay = coefficients[neuron];

    /// <summary>g, what a drive of one adds to the synaptic current.</summary>
    public readonly T InputGain = coefficients[neurons + neuron];

    /// <summary>b, by which the membrane potential decays a step.</summary>
    public readonly T PotentialDecay = coefficients[2 * neurons + neuron];

    /// <summary>k, what a synaptic current of one adds to the potential.</summary>
    public readonly T CurrentGain = coefficients[3 * neurons + neuron];

    /// <summary>d, what a drive of one adds to the potential at once.</summary>
    public readonly T DirectGain = coefficients[4 * neurons + neuron];

    /// <summary>c, what the leak adds to the potential.</summary>
    public readonly T Leak = coefficients[5 * neurons + neuron];

    /// <summary>The potential above which the neuron fires.</summary>
    public readonly T Threshold = coefficients[6 * neurons + neuron];

    /// <summary>The potential after a spike.</summary>
    public readonly T ResetPotential = coefficients[7 * neurons + neuron];

    /// <summary>The potential that is left of one after the reset.</summary>
    /// <param name="potential">The potential that was compared with the threshold.</param>
    /// <param name="subtracts">1: a reset subtracts; 0: it puts the potential at v_reset.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T AfterReset(T potential, int subtracts) =>
        !Fires(potential) ? potential : subtracts != 0 ? potential - (Threshold - ResetPotential) : ResetPotential;

    /// <summary>Whether the neuron fires at a potential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fires(T potential) => potential > Threshold;

    /// <summary>One step, up to the comparison with the threshold.</summary>
    /// <param name="potential">The potential after the reset of the step before.</param>
    /// <param name="current">The synaptic current.</param>
    /// <param name="drive">The drive.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<T> Step(T potential, T current, T drive)
    {
        T next = CurrentDecay * current + InputGain * drive;
        return new(PotentialDecay * potential + CurrentGain * next + DirectGain * drive + Leak, next);
    }
}
