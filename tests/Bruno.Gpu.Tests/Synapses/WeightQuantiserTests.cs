using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Synapses;

public abstract class WeightQuantiserTests(Backend backend) : DeviceTests(backend)
{
    private const int Inputs = 7, Outputs = 5;

    private static double[] Weights => new RandomArrays(3).Vector(Inputs * Outputs, -1, 1);

    [Theory]
    [InlineData(ScaleKind.Layer)]
    [InlineData(ScaleKind.Column)]
    public void WeightsAreTheNearestLevels(ScaleKind scale)
    {
        double[] weights = Weights;
        for (int row = 0; row < Inputs; ++row)
            weights[row * Outputs + 2] = 0;
        double[] columnLargest = [.. Enumerable.Range(0, Outputs).Select(column => Enumerable.Range(0, Inputs).Max(row => Math.Abs(weights[row * Outputs + column])))];
        double layerLargest = columnLargest.Max();
        double[] actual = Quantise<Float64>(Configuration(3, RoundingKind.Nearest, scale), weights, default, 1);
        for (int cell = 0; cell < weights.Length; ++cell)
        {
            double largest = scale == ScaleKind.Layer ? layerLargest : columnLargest[cell % Outputs];
            double expected = largest == 0 ? 0 : largest * Math.Round(weights[cell] * 3 / largest) / 3;
            Assert.Equal(expected, actual[cell], 1e-15);
        }
    }

    /// <summary>w_max is so many root mean squares, where that is less than the largest weight; what is beyond has the outermost level.</summary>
    [Theory]
    [InlineData(ScaleKind.Layer, 1.2)]
    [InlineData(ScaleKind.Column, 1.2)]
    [InlineData(ScaleKind.Layer, 9)]
    public void LargeWeightsAreClipped(ScaleKind scale, double clip)
    {
        double[] weights = Weights;
        double[] actual = Quantise<Float64>(
            new() { Quantisation = new() { Bits = 3, Scale = scale, Clip = clip } }, weights, default, 1);
        bool isClipped = false;
        for (int cell = 0; cell < weights.Length; ++cell)
        {
            double[] sharing = [.. weights.Where((_, other) => scale == ScaleKind.Layer || other % Outputs == cell % Outputs)];
            double largest = sharing.Max(Math.Abs), limit = clip * Math.Sqrt(sharing.Sum(weight => weight * weight) / sharing.Length);
            double unit = Math.Min(largest, limit);
            isClipped |= Math.Abs(weights[cell]) > unit;
            Assert.Equal(unit * Math.Clamp(Math.Round(weights[cell] * 3 / unit), -3, 3) / 3, actual[cell], 1e-14);
        }

        Assert.Equal(clip < 2, isClipped);
    }

    [Fact]
    public void ALayerOfZerosStaysZero() =>
        Assert.Equal(new double[Inputs * Outputs], Quantise<Float64>(Configuration(4), new double[Inputs * Outputs], default, 1));

    [Fact]
    public void FloatAndDoubleHaveTheSameLevels()
    {
        double[] weights = Array.ConvertAll(Weights, weight => (double)(float)weight);
        SynapseConfiguration configuration = Configuration(4, RoundingKind.Stochastic);
        RoundingKey key = new(8, 1, 4);
        double[] single = Quantise<Float32>(configuration, weights, key, 3), full = Quantise<Float64>(configuration, weights, key, 3);
        Near.Absolute([full], [single], 1e-7);
    }

    [Fact]
    public void DrawsHaveTheNumbersOfTheirAddress()
    {
        double[] weights = Weights;
        SynapseConfiguration configuration = Configuration(3, RoundingKind.Stochastic);
        double[] four = Quantise<Float64>(configuration, weights, new(8, 1, 10), 4);
        double[] last = Quantise<Float64>(configuration, weights, new(8, 1, 13), 1);
        Assert.Equal(four[^weights.Length..], last);
        Assert.NotEqual(four[..weights.Length], last);
        Assert.NotEqual(last, Quantise<Float64>(configuration, weights, new(9, 1, 13), 1));
        Assert.NotEqual(last, Quantise<Float64>(configuration, weights, new(8, 2, 13), 1));
    }

    /// <summary>Within four standard errors over a million draws.</summary>
    [Theory]
    [InlineData(QuantiserVariant.Legacy)]
    [InlineData(QuantiserVariant.Head)]
    public void StochasticRoundingIsUnbiased(QuantiserVariant variant)
    {
        const int Draws = 1000;
        double[] weights = new RandomArrays(4).Vector(1000, -1, 1);

        // Beyond the last level of head there is nothing to round up to.
        for (int cell = 1; cell < weights.Length; ++cell)
            weights[cell] *= 0.85;
        weights[0] = 1;
        SynapseConfiguration configuration = new() { Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic, Variant = variant } };
        using WeightQuantiser<Float64> quantiser = new(Device, configuration, 40, 25);
        using DeviceBuffer<Float64> input = Buffer<Float64>(weights), output = Buffer<Float64>(new double[Draws * weights.Length]);
        quantiser.Quantise(input.View, new(1, 0, 0), Draws, output.View);
        double[] errors = [.. Read(output.View, Draws * weights.Length).Select((weight, i) => i % weights.Length == 0 ? 0 : weight - weights[i % weights.Length])];
        double standardError = Math.Sqrt(errors.Sum(error => error * error)) / errors.Length;
        Assert.True(standardError > 1e-5);
        Assert.Equal(0.0, errors.Average(), 4 * standardError);
    }

    [Fact]
    public void NearestRoundingDrawsNothing()
    {
        double[] four = Quantise<Float64>(Configuration(3), Weights, new(8, 1, 10), 2);
        Assert.Equal(four[..(Inputs * Outputs)], four[(Inputs * Outputs)..]);
    }

    /// <summary>Divergence is noticed by what is not a number.</summary>
    [Fact]
    public void NotANumberStaysNotANumber()
    {
        double[] weights = Weights;
        weights[4] = double.NaN;
        double[] actual = Quantise<Float32>(Configuration(3), weights, default, 1);
        Assert.Equal([4], Enumerable.Range(0, weights.Length).Where(i => double.IsNaN(actual[i])));
    }

    [Theory]
    [InlineData(PairKind.Differential)]
    [InlineData(PairKind.Reference)]
    public void MeasuredLevelsAreTheLevelsOfTheWeights(PairKind pair)
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = new() { Levels = [1e-6, 3e-6, 4e-6, 11e-6], Pair = pair },
            Quantisation = new() { Rounding = RoundingKind.Nearest },
        };
        double[] shares = pair == PairKind.Differential ? [-1, -0.3, -0.2, 0, 0.2, 0.3, 1] : [-1, -0.6, -0.4, 1];
        double[] weights = [1, -1, 0.24, 0.26, -0.64, -0.66, 0.1, -0.51, 0.0, 0.9];
        double[] expected = Array.ConvertAll(weights, weight => shares.MinBy(share => Math.Abs(share - weight)));
        using WeightQuantiser<Float64> quantiser = new(Device, configuration, 2, 5);
        using DeviceBuffer<Float64> input = Buffer<Float64>(weights), output = Buffer<Float64>(new double[10]);
        quantiser.Quantise(input.View, default, 1, output.View);
        Near.Absolute([expected], [Read(output.View, 10)], 1e-15);
    }

    private static SynapseConfiguration Configuration(
        int bits, RoundingKind rounding = RoundingKind.Nearest, ScaleKind scale = ScaleKind.Layer) =>
        new() { Quantisation = new() { Bits = bits, Rounding = rounding, Scale = scale } };

    private double[] Quantise<T>(SynapseConfiguration configuration, double[] weights, RoundingKey key, int draws)
        where T : unmanaged, IReal<T>
    {
        using WeightQuantiser<T> quantiser = new(Device, configuration, Inputs, Outputs);
        using DeviceBuffer<T> input = Buffer<T>(weights), output = Buffer<T>(new double[draws * weights.Length]);
        quantiser.Quantise(input.View, key, draws, output.View);
        return Read(output.View, draws * weights.Length);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class WeightQuantiserCpuTests(CpuBackend backend) : WeightQuantiserTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class WeightQuantiserCudaTests(CudaBackend backend) : WeightQuantiserTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class WeightQuantiserOpenClTests(OpenClBackend backend) : WeightQuantiserTests(backend);
