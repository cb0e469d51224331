using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>One lane's way through some steps of a window, forwards and back.</summary>
public static class NeuronLane
{
    /// <summary>The forward pass.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Coefficients and drive; its rows after the first receive states and output.</param>
    /// <param name="steps">The steps of it to run.</param>
    /// <param name="current">Receives the states after the window's last step, [batch, neurons].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TReal, TNeuron>(
        int lane, NeuronSequence<TReal, TNeuron> sequence, StepRange steps, DeviceTape<TReal> current)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States;
        NeuronCoefficients<TReal> of = sequence.Coefficients;
        int lanes = shape.Lanes, place = lane % shape.Neurons;
        TNeuron neuron = sequence.Neuron.Of(place);
        TReal a = of.First(place), b = of.Second(place), c = of.Third(place), d = of.Fourth(place);
        DeviceState<TReal> state = states[steps.Begin * lanes + lane];
        for (int step = steps.Begin; step < steps.End; ++step)
        {
            int index = step * lanes + lane;
            state = neuron.Step(state, sequence.FiredAt(index), sequence.Drive[index], a, b, c, d);
            states.Store(index + lanes, state);
            sequence.PutOut(index + lanes, neuron.Excess(state, a, b, c, d));
        }

        if (steps.End == shape.Steps)
            current.Store(lane, state);
    }

    /// <summary>The backward pass.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="steps">The steps of it to run, backwards.</param>
    /// <param name="adjoints">How, and what is turned into each other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<TReal, TNeuron>(
        int lane, NeuronSequence<TReal, TNeuron> sequence, StepRange steps, NeuronAdjoints<TReal> adjoints)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        SequenceShape shape = sequence.Shape;
        DeviceTape<TReal> states = sequence.States, carried = adjoints.Carried;
        NeuronCoefficients<TReal> of = sequence.Coefficients;
        ArrayView<TReal> outputs = adjoints.Outputs, potentials = adjoints.Potentials, ofOutput = adjoints.OfOutput, shares = adjoints.Shares;
        int lanes = shape.Lanes, place = lane % shape.Neurons;
        bool trains = shares.Length > 0, putsOutPotential = sequence.Output == NeuronOutput.Potential;
        TReal zero = TReal.From(0);
        TNeuron neuron = sequence.Neuron.Of(place);
        TReal a = of.First(place), b = of.Second(place), c = of.Third(place), d = of.Fourth(place);
        TReal potential = carried.Potential[lane], @internal = carried.Internal[lane], ofSpike = ofOutput.Length > 0 ? ofOutput[lane] : zero;
        TReal first = trains ? shares[lane] : zero, second = trains ? shares[lanes + lane] : zero;
        TReal third = trains ? shares[2 * lanes + lane] : zero, fourth = trains ? shares[3 * lanes + lane] : zero;
        DeviceState<TReal> after = states[steps.End * lanes + lane];
        for (int step = steps.End - 1; step >= steps.Begin; --step)
        {
            int index = step * lanes + lane;
            TReal output = outputs[index] + ofSpike, ofExcess = zero;
            if (potentials.Length > 0)
                potential += potentials[index];
            if (putsOutPotential)
                potential += output;
            else
                ofExcess = sequence.SlopeAt(neuron.Excess(after, a, b, c, d), adjoints.Surrogate) * output;
            DeviceState<TReal> before = states[index];
            TReal spike = sequence.FiredAt(index), drive = sequence.Drive[index];
            NeuronDifferentiation.AddExcess(neuron, after, a, b, c, d, ofExcess, ref potential, ref @internal);
            if (adjoints.TrainsFirst || neuron.FeelsSpikes)
            {
                ofSpike = NeuronDifferentiation.OfSpike(
                    neuron, before, after, spike, drive, a, b, c, d, potential, @internal, ofExcess, ref first, ref second);
            }

            if (adjoints.TrainsLast)
            {
                NeuronDifferentiation.AddLast(
                    neuron, before, after, spike, drive, a, b, c, d, potential, @internal, ofExcess, ref third, ref fourth);
            }

            if (adjoints.Carries == 0 || !neuron.FeelsSpikes)
                ofSpike = zero;
            outputs[index] = NeuronDifferentiation.OfState(
                neuron, before, spike, drive, a, b, c, d, adjoints.Carries, ref potential, ref @internal);
            after = before;
        }

        carried.Store(lane, new DeviceState<TReal>(potential, @internal));
        if (ofOutput.Length > 0)
            ofOutput[lane] = ofSpike;
        if (trains)
        {
            shares[lane] = first;
            shares[lanes + lane] = second;
            shares[2 * lanes + lane] = third;
            shares[3 * lanes + lane] = fourth;
        }
    }
}
