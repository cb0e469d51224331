using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Read noise that is drawn once an output: the distribution of the noise of all cells, independent from output to output, step to step
/// and element to element; and the gradient of the very currents that were drawn.
/// </summary>
public abstract class SummedReadNoiseTests(Backend backend) : DeviceTests(backend)
{
    private const int Inputs = 6, Outputs = 3;

    private static readonly double[] Weights = new RandomArrays(4).Vector(Inputs * Outputs, -1, 2);

    private static readonly double[] Input = [0.7, 0, 1.9, 1, -1.2, 0.3];

    private static readonly NonIdealityConfiguration Noise = new()
    {
        ReadNoise = new() { Relative = 0.05, Absolute = 1e-6 }, Asymmetry = new() { PositiveGain = 1.1, NegativeGain = 0.8 },
    };

    /// <summary>Of each cell, drawn one by one at 4000 steps, and of the sum: the same mean and variance, those of the model.</summary>
    [Fact]
    public void TheDistributionIsThatOfTheCells()
    {
        const int Steps = 250, Batch = 16, Count = Steps * Batch;
        double[][] summed = Currents(Steps, Batch, ReadNoiseDraw.Output), cells = Currents(Count, 1, ReadNoiseDraw.Cell);
        for (int output = 0; output < Outputs; ++output)
        {
            (double mean, double variance) = Model(output);
            double ofMean = 4 * Math.Sqrt(variance / Count), ofVariance = 4 * Math.Sqrt(2.0 / Count);
            foreach (double[][] rows in new[] { summed, cells })
            {
                double[] values = [.. rows.Select(row => row[output])];
                double sampleVariance = Covariance(values, values);
                Assert.InRange(values.Average() - mean, -ofMean, ofMean);
                Assert.InRange(sampleVariance / variance, 1 - ofVariance, 1 + ofVariance);
                double kurtosis = values.Average(value => Math.Pow(value - values.Average(), 4)) / (sampleVariance * sampleVariance);
                Assert.InRange(kurtosis, 3 - 4 * Math.Sqrt(24.0 / Count), 3 + 4 * Math.Sqrt(24.0 / Count));
            }
        }
    }

    [Fact]
    public void OutputsStepsAndElementsAreIndependent()
    {
        const int Steps = 250, Batch = 16;
        double[][] rows = Currents(Steps, Batch, ReadNoiseDraw.Output);
        double[] Of(int output, int skip, int drop) => [.. rows.Skip(skip).Take(rows.Length - skip - drop).Select(row => row[output])];
        void AssertUncorrelated(double[] a, double[] b, string what)
        {
            double correlation = Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));
            Assert.True(Math.Abs(correlation) < 4 / Math.Sqrt(a.Length), $"{what}: {correlation}");
        }

        for (int output = 0; output < Outputs; ++output)
        {
            AssertUncorrelated(Of(output, 1, 0), Of(output, 0, 1), "elements");
            AssertUncorrelated(Of(output, Batch, 0), Of(output, 0, Batch), "steps");
            for (int other = 0; other < output; ++other)
                AssertUncorrelated(Of(output, 0, 0), Of(other, 0, 0), "outputs");
        }
    }

    /// <summary>No noise comes of an input that is 0, and none where reads have none.</summary>
    [Fact]
    public void NothingReadIsNothingAdded()
    {
        Assert.All(Currents(5, 2, ReadNoiseDraw.Output, new double[Inputs]), row => Assert.All(row, value => Assert.Equal(0, value)));
        double[][] quiet = Currents(3, 2, ReadNoiseDraw.Output, Input, new() { Asymmetry = Noise.Asymmetry });
        Assert.All(quiet, row => Assert.Equal(quiet[0], row));
    }

    /// <summary>A spike is its own square: the same numbers as of values that are 0 or 1.</summary>
    [Fact]
    public void SpikesAreTheirOwnSquares()
    {
        double[] events = [1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0], variances = new RandomArrays(6).Vector(Inputs * Outputs, 0, 1);
        MatrixShape shape = new(2, Inputs, Outputs);
        using DeviceBuffer<ulong> seeds = Device.Memory.Allocate<ulong>([5UL], MemoryPurpose.Scratch);
        using DeviceBuffer<Float64> values = Buffer<Float64>(events), matrix = Buffer<Float64>(variances);
        using DeviceBuffer<Spike> spikes = SpikeBuffer(events);
        double[] Noise(Signal<Float64> signal)
        {
            using SummedReadNoise<Float64> noise = new(Device, MatrixProduct.For<Float64>(Device), 2, Inputs, Outputs);
            using DeviceBuffer<Float64> output = Buffer<Float64>(new double[2 * Outputs]);
            noise.Add(shape, WeightSelection.One, signal, matrix.View, new ChipKeys(seeds.View, 1), new NoiseRows(1, 1, 9), output.View);
            return Read(output.View, 2 * Outputs);
        }

        double[] ofValues = Noise(new(values.View)), ofSpikes = Noise(new(spikes.View));
        Assert.All(ofValues, value => Assert.NotEqual(0, value));
        for (int i = 0; i < ofValues.Length; ++i)
            Assert.Equal(ofValues[i], ofSpikes[i], 1e-14);
    }

    /// <summary>
    /// Backwards the noise is a number that was added to a current: where adjoints come in the same, gradients are those without noise.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheGradientHoldsTheNoise(bool isQuantised)
    {
        const int Steps = 4, Batch = 3;
        SynapseConfiguration synapses = new()
        {
            NonIdealities = Noise,
            Quantisation = isQuantised ? new() { Bits = 3, Rounding = RoundingKind.Stochastic, Draw = QuantisationDraw.Element } : new(),
        };
        double[] input = new RandomArrays(8).Vector(Steps * Batch * 2, -1, 2), adjoint = new RandomArrays(9).Vector(Steps * Batch * Outputs, -1, 1);
        double[] gain = new RandomArrays(10).Vector(Inputs, 0.5, 2), bias = new RandomArrays(11).Vector(Inputs, -1, 1);

        (double[] Output, double[] Gradient) Run(double[] gains, SynapseConfiguration configuration)
        {
            NetworkBuilder<Float64> builder = new(Device, 2) { Draws = new PassDraws(3) };
            builder.AddEncoder(gains, bias);
            builder.AddLinear(Outputs, Weights, null, configuration);
            using Network<Float64> network = builder.Build(new SequenceExtent(Steps, Batch));
            network.Draws.Train(6);
            using DeviceBuffer<Float64> values = Buffer<Float64>(input);
            network.Forward(new Signal<Float64>(values.View), new SequenceExtent(Steps, Batch));
            double[] output = Read(network.Output.Values, adjoint.Length);
            ConformanceBuffers.Upload(network.OutputAdjoint, Device.Accelerator.DefaultStream, adjoint);
            network.Backward(new Signal<Float64>(values.View), new SequenceExtent(Steps, Batch));
            return (output, network.Parameters.ExportGradients());
        }

        (double[] output, double[] gradient) = Run(gain, synapses);
        (double[] silent, double[] quiet) = Run(gain, synapses with { NonIdealities = new() { Asymmetry = Noise.Asymmetry } });
        Assert.DoesNotContain(output.Zip(silent), pair => pair.First == pair.Second);
        Assert.Equal(quiet, gradient);
    }

    /// <summary>Mean and variance of an output from the equations of docs/synapses.md.</summary>
    private static (double Mean, double Variance) Model(int output)
    {
        ConductanceConfiguration conductance = new();
        double low = conductance.Range.Minimum, span = conductance.Range.Maximum - low, largest = Weights.Max(Math.Abs), mean = 0, variance = 0;
        for (int i = 0; i < Inputs; ++i)
        {
            double weight = Weights[i * Outputs + output], unit = span / largest;
            double positive = low + span * Math.Max(weight, 0) / largest, negative = low + span * Math.Max(-weight, 0) / largest;
            mean += Input[i] * (1.1 * positive - 0.8 * negative) / unit;
            foreach ((double gain, double g) in new[] { (1.1, positive), (0.8, negative) })
                variance += Input[i] * Input[i] * gain * gain * (1e-6 * 1e-6 + 0.05 * g * 0.05 * g) / (unit * unit);
        }

        return (mean, variance);
    }

    private static double Covariance(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
    }

    private double[][] Currents(int steps, int batch, ReadNoiseDraw draw, double[]? input = null, NonIdealityConfiguration? effects = null)
    {
        effects ??= Noise with { ReadNoise = Noise.ReadNoise with { Draw = draw } };
        NetworkBuilder<Float32> builder = new(Device, Inputs) { Draws = new PassDraws(21) };
        builder.AddLinear(Outputs, Weights, null, new SynapseConfiguration { NonIdealities = effects });
        SequenceExtent extent = new(steps, batch);
        using Network<Float32> network = builder.Build(extent);
        using DeviceBuffer<Float32> values = Buffer<Float32>([.. Enumerable.Repeat(input ?? Input, steps * batch).SelectMany(row => row)]);
        network.Forward(new Signal<Float32>(values.View), extent);
        return [.. Read(network.Output.Values, steps * batch * Outputs).Chunk(Outputs)];
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class SummedReadNoiseCpuTests(CpuBackend backend) : SummedReadNoiseTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SummedReadNoiseCudaTests(CudaBackend backend) : SummedReadNoiseTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SummedReadNoiseOpenClTests(OpenClBackend backend) : SummedReadNoiseTests(backend);
