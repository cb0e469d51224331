using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Verification;

/// <summary>A layer of CUBA LIF neurons that reset to v_reset, forwards and backwards in double, by the equations of <see cref="CubaLif{T}"/>.</summary>
/// <param name="coefficients">a, g, b, k, d, c, threshold and v_reset of each neuron.</param>
/// <param name="recurrent">Recurrent weights [from, to]; none for a layer without.</param>
/// <param name="slope">The slope of the surrogate, 1 / (1 + slope |x|).</param>
/// <param name="batch">Batch elements.</param>
/// <param name="neurons">Neurons.</param>
internal sealed class PlainCubaLif(double[][] coefficients, double[]? recurrent, double slope, int batch, int neurons)
{
    private readonly int lanes = batch * neurons;
    private double[] v = [];
    private double[] s = [];

    /// <summary>Potentials before their reset, synaptic currents and spikes for an input, [steps, batch, neurons].</summary>
    public LayerStates Forward(double[] input)
    {
        // Row 0 is the start.
        (v, s) = (new double[input.Length + lanes], new double[input.Length + lanes]);
        double[] i = new double[input.Length + lanes];
        for (int index = 0; index < input.Length; ++index)
        {
            int neuron = index % neurons, element = index / neurons * neurons, next = index + lanes;
            double drive = input[index];
            for (int from = 0; recurrent is not null && from < neurons; ++from)
                drive += s[element + from] * recurrent[from * neurons + neuron];
            double kept = s[index] != 0 ? coefficients[7][neuron] : v[index];
            i[next] = coefficients[0][neuron] * i[index] + coefficients[1][neuron] * drive;
            v[next] = coefficients[2][neuron] * kept + coefficients[3][neuron] * i[next] + coefficients[4][neuron] * drive + coefficients[5][neuron];
            s[next] = v[next] > coefficients[6][neuron] ? 1 : 0;
        }

        return new(v[lanes..], i[lanes..], s[lanes..]);
    }

    /// <summary>After the forward pass: the gradients of the input and of the recurrent weights.</summary>
    /// <param name="adjoints">The derivative with respect to the spikes.</param>
    public (double[] Input, double[] Recurrent) Backward(double[] adjoints)
    {
        double[] ofDrive = new double[adjoints.Length], ofWeights = new double[recurrent?.Length ?? 0];
        double[] ofV = new double[lanes], ofI = new double[lanes];
        for (int step = adjoints.Length / lanes - 1; step >= 0; --step)
        {
            for (int lane = 0; lane < lanes; ++lane)
            {
                int index = step * lanes + lane, later = index + lanes, neuron = lane % neurons;
                double ofSpike = adjoints[index];
                for (int to = 0; recurrent is not null && later < adjoints.Length && to < neurons; ++to)
                    ofSpike += recurrent[neuron * neurons + to] * ofDrive[later / neurons * neurons + to];
                double before = s[later] != 0 ? 0 : ofV[lane];
                ofV[lane] = before + ofSpike / (1 + slope * Math.Abs(v[later] - coefficients[6][neuron]));
                ofI[lane] += coefficients[3][neuron] * ofV[lane];
                ofDrive[index] = coefficients[1][neuron] * ofI[lane] + coefficients[4][neuron] * ofV[lane];
                (ofV[lane], ofI[lane]) = (coefficients[2][neuron] * ofV[lane], coefficients[0][neuron] * ofI[lane]);
            }
        }

        for (int index = 0; recurrent is not null && index < adjoints.Length; ++index)
        {
            for (int from = 0; from < neurons; ++from)
                ofWeights[from * neurons + index % neurons] += s[index / neurons * neurons + from] * ofDrive[index];
        }

        return (ofDrive, ofWeights);
    }
}
