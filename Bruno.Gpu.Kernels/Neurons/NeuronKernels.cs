using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The passes of a layer of neurons over a window of time, one thread a lane. What neurons put out reaches their drive outside, so
/// that a layer without recurrence takes one launch for all steps, and one with it as many as its drive is made in.
/// </summary>
public static class NeuronKernels
{
    /// <summary>Puts a lane where a sequence starts.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="current">Receives the state.</param>
    public static void Start<TReal, TNeuron>(Index1D lane, TNeuron neuron, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal> => current.Store(lane, neuron.Initial);

    /// <summary>Begins a window: its row 0 becomes the states that the neurons are in.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Its row 0 receives states and output.</param>
    /// <param name="current">The states the neurons are in, [batch, neurons].</param>
    public static void Enter<TReal, TNeuron>(Index1D lane, NeuronSequence<TReal, TNeuron> sequence, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        DeviceTape<TReal> states = sequence.States;
        int neuron = lane % sequence.Shape.Neurons;
        NeuronCoefficients<TReal> of = sequence.Coefficients;
        DeviceState<TReal> state = current[lane];
        states.Store(lane, state);
        if (sequence.Shape.Begin == 0)
            sequence.PutOutNothing(lane);
        else
        {
            sequence.PutOut(lane, sequence.Neuron.Of(neuron).Excess(
                state, of.First(neuron), of.Second(neuron), of.Third(neuron), of.Fourth(neuron)));
        }
    }

    /// <summary>The forward pass.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Coefficients and drive; its rows after the first receive states and output.</param>
    /// <param name="steps">The steps of it to run.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TReal, TNeuron>(
        Index1D lane, NeuronSequence<TReal, TNeuron> sequence, StepRange steps, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        NeuronLane.Forward(lane, sequence, steps, current);
    }

    /// <summary>The backward pass.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="steps">The steps of it to run, backwards.</param>
    /// <param name="adjoints">How, and what is turned into each other.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TReal, TNeuron>(
        Index1D lane, NeuronSequence<TReal, TNeuron> sequence, StepRange steps, NeuronAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        NeuronLane.Backward(lane, sequence, steps, adjoints);
    }

    /// <summary>
    /// The local derivatives of a window, for eligibility traces, and the adjoints of the drive by the routes of each step alone.
    /// What a state does to the next one by way of the neuron's own spike is part of a step's derivative.
    /// </summary>
    /// <param name="index">The element of [steps, batch, neurons].</param>
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="adjoints">Derivative of the loss with respect to the output; receives that with respect to the drive.</param>
    /// <param name="local">Receives the local derivatives.</param>
    public static void Localise<TReal, TNeuron>(
        Index1D index, NeuronSequence<TReal, TNeuron> sequence, Surrogate<TReal> surrogate, ArrayView<TReal> adjoints,
        LocalDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> local)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        SequenceShape shape = sequence.Shape;
        NeuronCoefficients<TReal> of = sequence.Coefficients;
        int place = index % shape.Lanes % shape.Neurons;
        TNeuron neuron = sequence.Neuron.Of(place);
        TReal zero = TReal.From(0);
        TReal a = of.First(place), b = of.Second(place), c = of.Third(place), d = of.Fourth(place);
        DeviceState<TReal> before = sequence.States[index], after = sequence.States[index + shape.Lanes];
        TReal spike = sequence.FiredAt(index), drive = sequence.Drive[index];
        DeviceState<Partials<TReal>> step = NeuronDifferentiation.ByState(neuron, before, spike, drive, a, b, c, d);
        TReal ofPotential = adjoints[index], ofInternal = zero;
        if (sequence.Output != NeuronOutput.Potential)
        {
            TReal signal = sequence.SlopeAt(neuron.Excess(after, a, b, c, d), surrogate) * adjoints[index];
            Partials<TReal> excess = NeuronDifferentiation.ExcessByState(neuron, after, a, b, c, d);
            ofPotential = signal * excess.ByPotential;
            ofInternal = signal * excess.ByInternal;
            if (neuron.FeelsSpikes)
            {
                Partials<TReal> earlier = NeuronDifferentiation.ExcessByState(neuron, before, a, b, c, d);
                TReal slope = sequence.SlopeAt(neuron.Excess(before, a, b, c, d), surrogate);
                step = NeuronDifferentiation.WithSpike(step, neuron, before, spike, drive, a, b, c, d, slope * earlier);
            }
        }

        Partials<TReal> v = step.Potential, p = step.Internal;
        local.Store(index, new(ofPotential, ofInternal), RateDifferentiation.ByColumns(step));
        adjoints[index] = ofPotential * v.ByInput + ofInternal * p.ByInput;
    }
}
