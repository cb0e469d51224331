using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Weights with levels, nearest or drawn, and as conductances of several chips that are written with errors, vary, drift, are
/// stuck and noisy, and lose voltage on their lines.
/// </summary>
internal sealed class SynapseFamily : IVerificationFamily
{
    private const double Seconds = 1000;
    private const int Write = 3, Step = 2;

    private static readonly NonIdealityConfiguration Everything = new()
    {
        Variability = new() { Sigma = 0.1 },
        Programming = new() { Sigma = 0.05 },
        ReadNoise = new() { Relative = 0.05, Absolute = 1e-6 },
        Drift = new() { Exponent = 0.03, Spread = 0.01 },
        Stuck = new() { AtMinimum = 0.05, AtMaximum = 0.05 },
        Asymmetry = new() { PositiveGain = 1.05, NegativeGain = 0.9 },
    };

    private static readonly (string Name, SynapseConfiguration Synapses)[] Setups =
    [
        ("4 bits", new() { Quantisation = new() { Bits = 4 } }),
        ("4 bits, head, by output", new() { Quantisation = new() { Bits = 4, Variant = QuantiserVariant.Head, Scale = ScaleKind.Column } }),
        ("3 bits, drawn", new() { Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic } }),
        ("pairs", new() { NonIdealities = Everything }),
        ("reference column, 3 bits, drawn", new()
        {
            Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic }, NonIdealities = Everything, Conductance = new() { Pair = PairKind.Reference },
        }),
    ];

    /// <inheritdoc/>
    public string Name => "synapses";

    /// <inheritdoc/>
    public bool ComputesInDouble => true;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        foreach ((int inputs, int outputs) in new[] { (1, 1), (17, 1), (17, 33) })
        {
            foreach ((string name, SynapseConfiguration synapses) in Setups)
            {
                foreach (Deviation deviation in Measure<T>(context, $"{inputs} x {outputs}, {name}", synapses, inputs, outputs))
                    yield return deviation;
            }
        }

        yield return Lines<T>(context);
        foreach (Deviation deviation in ReadNoiseOfOutputs<T>(context))
            yield return deviation;
    }

    private static IEnumerable<Deviation> Measure<T>(VerificationContext context, string where, SynapseConfiguration synapses, int inputs, int outputs)
        where T : unmanaged, IReal<T>
    {
        double[] weights = VerificationContext.Rounded<T>(Draw.Uniform(31, inputs * outputs, -0.8, 0.8));
        ulong[] chips = ChipSeed.First(3, 5);
        using SynapseArray<T> array = new(context.Device, synapses, inputs, outputs, chips.Length, matrix: 0);
        using DeviceBuffer<T> input = context.Upload<T>(weights);
        array.Program(input.View, chips, Write, Seconds);
        array.Read(Step);
        double[] found = context.Download(array.Effective, chips.Length * weights.Length);
        PlainSynapses plain = new(synapses, weights, inputs, outputs);
        bool isLevelOnly = synapses.NonIdealities.LeaveWeightsAlone;
        double[] expected = [.. chips.SelectMany(seed => isLevelOnly ? plain.Levels(seed, Write) : plain.Effective(seed, Write, Seconds, Step))];
        yield return Deviation.Relative(where, found, expected, VerificationContext.In<T>(2e-6, 1e-12));
    }

    /// <summary>Voltage lost along rows and columns of tiles, by the sums as they are written.</summary>
    private static Deviation Lines<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        const int inputs = 17, outputs = 33, rows = 8, columns = 16;
        const double resistance = 20, activity = 0.3;
        SynapseConfiguration synapses = new() { NonIdealities = new() { Lines = new() { Resistance = resistance, Activity = activity, Rows = rows, Columns = columns } } };
        double[] weights = VerificationContext.Rounded<T>(Draw.Uniform(32, inputs * outputs, -0.8, 0.8));
        using SynapseArray<T> array = new(context.Device, synapses, inputs, outputs, 1, matrix: 0);
        using DeviceBuffer<T> input = context.Upload<T>(weights);
        array.Program(input.View, [1]);
        double[] found = context.Download(array.Effective, weights.Length);

        double largest = weights.Max(Math.Abs), low = synapses.Conductance.GMin, span = synapses.Conductance.GMax - low;
        double[] Reached(double[] conductances) => [.. conductances.Select((conductance, cell) =>
        {
            int row = cell / outputs, column = cell % outputs, left = column / columns * columns, top = row / rows * rows;
            int end = Math.Min(top + rows, inputs);
            double ofRow = 0, ofColumn = 0;
            for (int m = left; m < Math.Min(left + columns, outputs); ++m)
                ofRow += (Math.Min(column, m) - left + 1) * conductances[row * outputs + m];
            for (int l = top; l < end; ++l)
                ofColumn += (end - Math.Max(row, l)) * conductances[l * outputs + column];
            return conductance * (1 - Math.Min(1, resistance * (ofRow + activity * ofColumn)));
        })];
        double[] positive = Reached(Array.ConvertAll(weights, w => low + span * Math.Max(w, 0) / largest));
        double[] negative = Reached(Array.ConvertAll(weights, w => low + span * Math.Max(-w, 0) / largest));
        return Deviation.Relative(
            "lines", found, [.. positive.Zip(negative, (p, n) => (p - n) * largest / span)], VerificationContext.In<T>(2e-6, 1e-12));
    }

    /// <summary>Read noise that is drawn once an output, of two chips with three batch elements each.</summary>
    private static IEnumerable<Deviation> ReadNoiseOfOutputs<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        const int inputs = 17, outputs = 5, elements = 3, batch = 2 * elements, rows = 2 * batch;
        const uint number = 7;
        ulong[] chips = [11, 12];
        double[] x = VerificationContext.Rounded<T>(Draw.Uniform(33, rows * inputs, -1, 1));
        double[] variances = VerificationContext.Rounded<T>(Draw.Uniform(34, chips.Length * inputs * outputs, 0, 1));
        MatrixShape shape = new(rows, inputs, outputs);
        WeightSelection selection = WeightSelection.ByChip(chips.Length, elements);
        using SummedReadNoise<T> noise = new(context.Device, MatrixProduct.For<T>(context.Device), rows, inputs, outputs);
        using DeviceBuffer<ulong> seeds = context.Device.Memory.Allocate<ulong>(chips, MemoryPurpose.Scratch);
        using DeviceBuffer<T> input = context.Upload<T>(x), matrices = context.Upload<T>(variances), output = context.Upload<T>(new double[rows * outputs]);
        noise.Add(shape, selection, new Signal<T>(input.View), matrices.View, new ChipKeys(seeds.View, 4), new NoiseRows(batch, elements, number), output.View);
        double[] expected = new double[rows * outputs];
        for (int row = 0; row < rows; ++row)
        {
            int chip = row % batch / elements;
            for (int j = 0; j < outputs; ++j)
            {
                double Variance(int i) => variances[(chip * inputs + i) * outputs + j];
                double variance = Enumerable.Range(0, inputs).Sum(i => x[row * inputs + i] * x[row * inputs + i] * Variance(i));
                RandomAddress address = new(
                    chips[chip], ChipKeys.Word(SynapseStream.ReadSum, 4), (uint)(row % elements * ((outputs + 3) / 4) + j / 4), number + (uint)(row / batch));
                expected[row * outputs + j] = CounterNumbers.QuickGaussians(address)[j % 4] * Math.Sqrt(variance);
            }
        }

        double tolerance = VerificationContext.In<T>(2e-5, 1e-12);
        yield return Deviation.Relative("read noise of outputs", context.Download(output.View, expected.Length), expected, tolerance);
    }
}
