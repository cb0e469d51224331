using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
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
        NeuronCarry<TReal> carry = new(
            carried.Potential[lane], carried.Internal[lane], ofOutput.Length > 0 ? ofOutput[lane] : zero,
            trains ? shares[lane] : zero, trains ? shares[lanes + lane] : zero, trains ? shares[2 * lanes + lane] : zero,
            trains ? shares[3 * lanes + lane] : zero);
        DeviceState<TReal> after = states[steps.End * lanes + lane];
        for (int step = steps.End - 1; step >= steps.Begin; --step)
        {
            int index = step * lanes + lane;
            TReal output = outputs[index] + carry.Output;
            TReal ofPotential = potentials.Length > 0 ? potentials[index] : zero, ofExcess = zero;
            if (putsOutPotential)
                ofPotential += output;
            else
                ofExcess = sequence.SlopeAt(neuron.Excess(after, a, b, c, d), adjoints.Surrogate) * output;
            DeviceState<TReal> before = states[index];
            outputs[index] = NeuronDifferentiation.StepBackward(
                neuron, before, after, sequence.FiredAt(index), sequence.Drive[index], a, b, c, d, ofExcess, ofPotential, adjoints.Carries,
                trains, ref carry);
            after = before;
        }

        carried.Store(lane, new(carry.Potential, carry.Internal));
        if (ofOutput.Length > 0)
            ofOutput[lane] = carry.Output;
        if (trains)
        {
            shares[lane] = carry.First;
            shares[lanes + lane] = carry.Second;
            shares[2 * lanes + lane] = carry.Third;
            shares[3 * lanes + lane] = carry.Fourth;
        }
    }
}
