using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Verification;

/// <summary>
/// The levels of a weight matrix and what its devices make of them, one by one from the equations and the addresses of the random
/// numbers, without buffers and kernels. Without lines.
/// </summary>
/// <param name="synapses">The synapses.</param>
/// <param name="weights">The weights, [inputs, outputs].</param>
/// <param name="inputs">Rows.</param>
/// <param name="outputs">Columns.</param>
internal sealed class PlainSynapses(SynapseConfiguration synapses, double[] weights, int inputs, int outputs)
{
    /// <summary>The weights of their levels.</summary>
    /// <param name="chipSeed">The seed of the chip.</param>
    /// <param name="draw">The number of the draw.</param>
    public double[] Levels(ulong chipSeed, uint draw)
    {
        double[] levels = new double[weights.Length];
        for (int cell = 0; cell < levels.Length; ++cell)
            levels[cell] = Level(cell, Largest(cell), chipSeed, draw);
        return levels;
    }

    /// <summary>The effective weights of a chip after a write and some time, at a read.</summary>
    public double[] Effective(ulong chipSeed, int write, double seconds, uint read)
    {
        double[] levels = Levels(chipSeed, (uint)write), effective = new double[weights.Length];
        ConductanceConfiguration range = synapses.Conductance;
        bool isPair = range.Pair == PairKind.Differential;
        double span = range.GMax - range.GMin;
        for (int cell = 0; cell < levels.Length; ++cell)
        {
            double largest = Largest(cell), share = levels[cell] / largest;
            double positive = range.GMin + span * (isPair ? Math.Max(share, 0) : (1 + share) / 2);
            double negative = range.GMin + span * (isPair ? Math.Max(-share, 0) : 0.5);
            Side plus = new(this, chipSeed, cell, 0), minus = new(this, chipSeed, cell, isPair ? 1 : 2);
            double difference = plus.Read(plus.Written(positive, write, seconds), read) * synapses.NonIdealities.Asymmetry.PositiveGain
                - minus.Read(minus.Written(negative, write, seconds), read) * synapses.NonIdealities.Asymmetry.NegativeGain;
            effective[cell] = difference / (isPair ? span / largest : span / (2 * largest));
        }

        return effective;
    }

    private double Largest(int cell)
    {
        bool isOfLayer = synapses.Quantisation.Scale == ScaleKind.Layer;
        double largest = 0;
        for (int i = isOfLayer ? 0 : cell % outputs; i < weights.Length; i += isOfLayer ? 1 : outputs)
            largest = Math.Max(largest, Math.Abs(weights[i]));
        return largest > 0 ? largest : 1;
    }

    private double Level(int cell, double largest, ulong chipSeed, uint draw)
    {
        if (synapses.Quantisation.Bits is not int bits)
            return weights[cell];
        int most = (1 << (bits - 1)) - 1;
        bool isHead = synapses.Quantisation.Variant == QuantiserVariant.Head;
        double scale = isHead ? (most + 0.5) * (1 / largest) : most / largest, position = weights[cell] * scale;
        double level = Math.Round(position, MidpointRounding.ToEven);
        if (synapses.Quantisation.Rounding == RoundingKind.Stochastic)
        {
            double uniform = CounterNumbers.Uniforms(new(chipSeed, (uint)SynapseStream.Rounding, (uint)cell, draw)).First;
            level = isHead
                ? Math.Floor(position) + (uniform < position - Math.Floor(position) ? 1 : 0)
                : Math.Round(position + uniform - 0.5, MidpointRounding.ToEven);
        }

        return Math.Clamp(level, -most, most) / scale;
    }

    /// <summary>A device: 0 the positive one of a weight, 1 the negative one of its pair, 2 the reference of its row.</summary>
    private readonly record struct Side(PlainSynapses Synapses, ulong ChipSeed, int Cell, int Which)
    {
        private NonIdealityConfiguration Effects => Synapses.Configuration.NonIdealities;

        public double Written(double target, int write, double seconds)
        {
            ConductanceConfiguration range = Synapses.Configuration.Conductance;
            double conductance = Math.Max(0, target + Effects.Programming.Sigma * range.GMax * Gaussian(SynapseStream.Programming, (uint)write));
            conductance = Math.Max(0, conductance * (1 + Effects.Variability.Sigma * Gaussian(SynapseStream.Variability, 0)));
            double exponent = Effects.Drift.Exponent + Effects.Drift.Spread * Gaussian(SynapseStream.Drift, 0);
            if (seconds > Effects.Drift.ReferenceTime)
                conductance *= Math.Pow(seconds / Effects.Drift.ReferenceTime, -exponent);
            double stuck = Pick(CounterNumbers.Uniforms(Address(SynapseStream.Stuck, 0)));
            return stuck < Effects.Stuck.AtMinimum ? range.GMin : stuck > 1 - Effects.Stuck.AtMaximum ? range.GMax : conductance;
        }

        public double Read(double conductance, uint read)
        {
            double share = Effects.ReadNoise.Relative * conductance, floor = Effects.ReadNoise.Absolute;
            return conductance + Math.Sqrt(floor * floor + share * share) * Gaussian(SynapseStream.Read, read);
        }

        private double Gaussian(SynapseStream stream, uint number) => Pick(CounterNumbers.Gaussians(Address(stream, number)));

        private double Pick(NumberPair pair) => Which == 1 ? pair.Second : pair.First;

        // The two of a pair share an address; the reference of a row has one behind those of the weights.
        private RandomAddress Address(SynapseStream stream, uint number) => new(
            ChipSeed, (uint)stream, (uint)(Which == 2 ? Synapses.Cells + Cell / Synapses.Columns : Cell), number);
    }

    private SynapseConfiguration Configuration => synapses;

    private int Cells => inputs * outputs;

    private int Columns => outputs;
}
