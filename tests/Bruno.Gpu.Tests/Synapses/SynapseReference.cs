using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>
/// The effective weights of a matrix, computed one by one from the equations and the addresses of the random numbers, without any
/// of the product's buffers and kernels. Without drift, lines and measured levels.
/// </summary>
internal sealed class SynapseReference(SynapseConfiguration synapses, int matrix, int inputs, int outputs)
{
    /// <summary>The weights of a batch element at a step, [to][from] row by row like those that they are made of.</summary>
    public double[] Effective(double[] weights, SynapsePass pass, int step, int element)
    {
        double[] effective = new double[weights.Length];
        for (int to = 0; to < outputs; ++to)
        {
            double[] scaled = synapses.Quantisation.Scale == ScaleKind.Layer ? weights : weights[(to * inputs)..((to + 1) * inputs)];
            double largest = scaled.Max(Math.Abs);
            for (int from = 0; from < inputs; ++from)
            {
                double level = Level(weights[to * inputs + from], largest, from * outputs + to, pass, step, element);
                effective[to * inputs + from] = IsActive(pass) ? Read(level, largest, from, to, pass, step) : level;
            }
        }

        return effective;
    }

    private double Level(double weight, double largest, int cell, SynapsePass pass, int step, int element)
    {
        if (synapses.Quantisation.Bits is not int bits)
            return weight;
        uint number = synapses.Quantisation.Draw switch
        {
            QuantisationDraw.Pass => pass.Draw(1, 0),
            QuantisationDraw.Element => pass.Draw(pass.Batch, element),
            _ => pass.Draw(pass.Steps + 1, step),
        };
        double uniform = CounterNumbers.Uniforms(Address(pass, SynapseStream.Rounding, cell, number)).First;
        OracleQuantiser quantiser = new(bits, synapses.Quantisation.Variant == QuantiserVariant.Head);
        bool isDrawn = synapses.Quantisation.Rounding == RoundingKind.Stochastic;
        return quantiser.Levels([weight], isDrawn ? [uniform] : null, largest)[0] * quantiser.Step(largest);
    }

    /// <summary>What two devices make of a weight at a step.</summary>
    private double Read(double weight, double largest, int from, int to, SynapsePass pass, int step)
    {
        (double low, double high) = (synapses.Conductance.GMin, synapses.Conductance.GMax);
        bool isPair = synapses.Conductance.Pair == PairKind.Differential;
        double span = high - low, unit = isPair ? span / largest : span / (2 * largest);
        double positive = low + span * (isPair ? Math.Max(weight, 0) / largest : (1 + weight / largest) / 2);
        double negative = low + span * (isPair ? Math.Max(-weight, 0) / largest : 0.5);
        uint read = pass.Draw(pass.Steps + 1, step);
        return (Side(positive, 0) * synapses.NonIdealities.Asymmetry.PositiveGain
            - Side(negative, 1) * synapses.NonIdealities.Asymmetry.NegativeGain) / unit;

        double Side(double conductance, int side)
        {
            double programming = synapses.NonIdealities.Programming.Sigma, d2d = synapses.NonIdealities.Variability.Sigma;
            if (programming > 0)
                conductance = Math.Max(0, conductance + programming * high * Gaussian(SynapseStream.Programming, (uint)pass.Write));
            if (d2d > 0)
                conductance = Math.Max(0, conductance * (1 + d2d * Gaussian(SynapseStream.Variability, 0)));
            double stuck = Pick(CounterNumbers.Uniforms(Of(SynapseStream.Stuck, 0)));
            if (stuck < synapses.NonIdealities.Stuck.AtMinimum)
                conductance = low;
            else if (stuck > 1 - synapses.NonIdealities.Stuck.AtMaximum)
                conductance = high;
            double floor = synapses.NonIdealities.ReadNoise.Absolute, share = synapses.NonIdealities.ReadNoise.Relative * conductance;
            return conductance + Math.Sqrt(floor * floor + share * share) * Gaussian(SynapseStream.Read, read);

            // The sides of a pair share an address; the reference device of a row has one of its own.
            RandomAddress Of(SynapseStream stream, uint number) =>
                Address(pass, stream, isPair || side == 0 ? from * outputs + to : inputs * outputs + from, number);
            double Pick(NumberPair pair) => isPair && side == 1 ? pair.Second : pair.First;
            double Gaussian(SynapseStream stream, uint number) => Pick(CounterNumbers.Gaussians(Of(stream, number)));
        }
    }

    private bool IsActive(SynapsePass pass) =>
        !synapses.NonIdealities.LeaveWeightsAlone && synapses.Active != (pass.IsTraining ? ActivePhase.Evaluation : ActivePhase.Training);

    private RandomAddress Address(SynapsePass pass, SynapseStream stream, int cell, uint number) =>
        new(pass.ChipSeed, (uint)stream + ((uint)matrix << 16), (uint)cell, number);
}
