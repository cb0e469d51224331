using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Verification;

/// <summary>A layer of LIF neurons, recurrent or not, forwards and backwards in double, by the equations of <see cref="Lif{TReal}"/>.</summary>
/// <param name="alpha">Decay of the potential.</param>
/// <param name="beta">Decay of the synaptic current.</param>
/// <param name="recurrent">Recurrent weights [from, to]; none for a layer without.</param>
/// <param name="slope">The slope of the surrogate, 1 / (1 + slope |x|).</param>
/// <param name="batch">Batch elements.</param>
/// <param name="neurons">Neurons.</param>
internal sealed class PlainLif(double alpha, double beta, double[]? recurrent, double slope, int batch, int neurons)
{
    private readonly int lanes = batch * neurons;
    private double[] v = [];
    private double[] i = [];
    private double[] s = [];
    private double[] drive = [];

    /// <summary>States and spikes for an input, [steps, batch, neurons].</summary>
    public LayerStates Forward(double[] input)
    {
        int steps = input.Length / lanes;

        // Row 0 is the start.
        (v, i, s) = (new double[input.Length + lanes], new double[input.Length + lanes], new double[input.Length + lanes]);
        drive = (double[])input.Clone();
        for (int index = 0; index < input.Length; ++index)
        {
            int element = index / neurons * neurons;
            for (int from = 0; recurrent is not null && from < neurons; ++from)
                drive[index] += s[element + from] * recurrent[from * neurons + index % neurons];
            double kept = s[index] != 0 ? 0 : v[index];
            v[index + lanes] = alpha * kept + (1 - alpha) * i[index];
            i[index + lanes] = beta * i[index] + (1 - beta) * drive[index];
            s[index + lanes] = v[index + lanes] >= 1 ? 1 : 0;
        }

        return new(v[lanes..], i[lanes..], s[lanes..]);
    }

    /// <summary>After the forward pass: the gradients of the input, of the decays, and of the recurrent weights.</summary>
    /// <param name="adjoints">The derivative with respect to the spikes.</param>
    public (double[] Input, double[] Decays, double[] Recurrent) Backward(double[] adjoints)
    {
        double[] ofInput = new double[adjoints.Length], decays = new double[2], ofWeights = new double[recurrent?.Length ?? 0];
        double[] ofV = new double[lanes], ofI = new double[lanes];
        for (int step = adjoints.Length / lanes - 1; step >= 0; --step)
        {
            for (int lane = 0; lane < lanes; ++lane)
            {
                int index = step * lanes + lane, later = index + lanes;
                double ofSpike = adjoints[index];
                for (int to = 0; recurrent is not null && later < adjoints.Length && to < neurons; ++to)
                    ofSpike += recurrent[lane % neurons * neurons + to] * ofInput[later / neurons * neurons + to];
                ofV[lane] += ofSpike / (1 + slope * Math.Abs(v[later] - 1));
                double kept = s[index] != 0 ? 0 : v[index];
                decays[0] += ofV[lane] * (kept - i[index]);
                decays[1] += ofI[lane] * (i[index] - drive[index]);
                ofInput[index] = (1 - beta) * ofI[lane];
                (ofV[lane], ofI[lane]) = (alpha * ofV[lane], beta * ofI[lane] + (1 - alpha) * ofV[lane]);
            }
        }

        for (int index = 0; recurrent is not null && index < adjoints.Length; ++index)
        {
            for (int from = 0; from < neurons; ++from)
                ofWeights[from * neurons + index % neurons] += s[index / neurons * neurons + from] * ofInput[index];
        }

        return (ofInput, decays, ofWeights);
    }
}
