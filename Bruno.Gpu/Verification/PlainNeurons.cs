using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Verification;

/// <summary>
/// A layer of neurons of one step an outer step, run and differentiated by loops over its lanes: the neurons' own equations, called as the
/// methods that they are, without kernels, buffers or networks.
/// </summary>
/// <param name="neuron">The neuron.</param>
/// <param name="coefficients">The four coefficients of all neurons.</param>
/// <param name="isSoft">Whether they put out the logistic function of their excess in place of spikes.</param>
/// <param name="surrogate">The derivative of a spike.</param>
/// <param name="recurrent">Recurrent weights [from, to].</param>
/// <param name="batch">Batch elements.</param>
/// <param name="neurons">Neurons.</param>
internal sealed class PlainNeurons<TNeuron, T>(
    TNeuron neuron, T[] coefficients, bool isSoft, Surrogate<T> surrogate, double[] recurrent, int batch, int neurons)
    where T : unmanaged, IReal<T>
    where TNeuron : struct, INeuron<TNeuron, T>
{
    private readonly int lanes = batch * neurons;
    private readonly T a = coefficients[0], b = coefficients[1], c = coefficients[2], d = coefficients[3];

    // Row 0 of states and output is the start.
    private DeviceState<T>[] states = [];
    private T[] output = [];
    private T[] drives = [];

    /// <summary>States and output for an input, [steps, batch, neurons].</summary>
    public LayerStates Forward(double[] input)
    {
        states = new DeviceState<T>[input.Length + lanes];
        output = new T[input.Length + lanes];
        drives = new T[input.Length];
        states.AsSpan(0, lanes).Fill(neuron.Initial);
        for (int index = 0; index < input.Length; ++index)
        {
            int to = index % neurons, element = index / neurons * neurons;
            double drive = input[index];
            for (int from = 0; from < neurons; ++from)
                drive += T.ToDouble(output[element + from]) * recurrent[from * neurons + to];
            drives[index] = T.From(drive);
            DeviceState<T> after = neuron.Step(states[index], output[index], drives[index], a, b, c, d);
            states[index + lanes] = after;
            output[index + lanes] = Output(Excess(after));
        }

        double[] Of(Func<DeviceState<T>, T> part) => [.. states.Skip(lanes).Select(state => T.ToDouble(part(state)))];
        return new(Of(state => state.Potential), Of(state => state.Internal), [.. output.Skip(lanes).Select(T.ToDouble)]);
    }

    /// <summary>After the forward pass: the gradients of the input, of the recurrent weights and of the four coefficients.</summary>
    /// <param name="adjoints">The derivative with respect to the output.</param>
    public (double[] Input, double[] Recurrent, double[] Coefficients) Backward(double[] adjoints)
    {
        double[] ofDrive = new double[adjoints.Length], ofWeights = new double[recurrent.Length];
        T[] potentials = new T[lanes], internals = new T[lanes], ofNext = new T[lanes], ofCoefficients = new T[4];
        for (int step = adjoints.Length / lanes - 1; step >= 0; --step)
        {
            for (int lane = 0; lane < lanes; ++lane)
            {
                int index = step * lanes + lane, later = index + lanes, from = lane % neurons;
                double ofOutput = adjoints[index] + T.ToDouble(ofNext[lane]);
                for (int to = 0; later < adjoints.Length && to < neurons; ++to)
                    ofOutput += recurrent[from * neurons + to] * ofDrive[later / neurons * neurons + to];
                DeviceState<T> before = states[index], after = states[later];
                T ofExcess = Slope(Excess(after)) * T.From(ofOutput), spike = output[index], drive = drives[index];
                NeuronDifferentiation.AddExcess(neuron, after, a, b, c, d, ofExcess, ref potentials[lane], ref internals[lane]);
                T ofSpike = NeuronDifferentiation.OfSpike(
                    neuron, before, after, spike, drive, a, b, c, d, potentials[lane], internals[lane], ofExcess, ref ofCoefficients[0], ref ofCoefficients[1]);
                NeuronDifferentiation.AddLast(
                    neuron, before, after, spike, drive, a, b, c, d, potentials[lane], internals[lane], ofExcess, ref ofCoefficients[2], ref ofCoefficients[3]);
                ofNext[lane] = neuron.FeelsSpikes ? ofSpike : T.From(0);
                ofDrive[index] = T.ToDouble(NeuronDifferentiation.OfState(
                    neuron, before, spike, drive, a, b, c, d, 1, ref potentials[lane], ref internals[lane]));
            }
        }

        for (int index = 0; index < adjoints.Length; ++index)
        {
            for (int from = 0; from < neurons; ++from)
                ofWeights[from * neurons + index % neurons] += T.ToDouble(output[index / neurons * neurons + from]) * ofDrive[index];
        }

        return (ofDrive, ofWeights, Array.ConvertAll(ofCoefficients, T.ToDouble));
    }

    private T Excess(DeviceState<T> state) => neuron.Excess(state, a, b, c, d);

    private T Output(T excess)
    {
        if (isSoft)
            return Logistic(excess);
        T zero = T.From(0);
        return T.From((neuron.FiresAtThreshold ? excess >= zero : excess > zero) ? 1 : 0);
    }

    private T Slope(T excess) => isSoft ? Logistic(excess) * (T.From(1) - Logistic(excess)) : surrogate.Derivative(excess);

    private static T Logistic(T x) => T.From(1) / (T.From(1) + T.Exp(-x));
}
