using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Encoder and dense synapses against the oracle, each alone, and a dense layer's adjoint of its input.</summary>
public abstract class DenseLayerTests(Backend backend) : DeviceTests(backend)
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(7, 3, 4, 5)]
    [InlineData(3, 2, 17, 3)]
    [InlineData(2, 5, 257, 1)]
    public void EncodersAreThoseOfTheOracle(int steps, int batch, int inputs, int copies)
    {
        RandomArrays random = new(3);
        double[] gain = random.Vector(inputs * copies, -1, 2), bias = random.Vector(inputs * copies, -1, 1);
        OracleEncoderLayer oracle = new(gain, bias);
        double[][][] x = random.Cube(steps, batch, inputs, -1, 1), w = random.Cube(steps, batch, inputs * copies, -1, 1);
        double[][][] y = oracle.Forward(x);
        oracle.Backward(w);

        NetworkBuilder<Float64> builder = new(Device, inputs);
        builder.AddEncoder(gain, bias);
        (double[] output, double[] gradients) = Run(builder, x, w);
        Near.Absolute([Flat.Of(y)], [output], 1e-14);
        Near.RelativeToMaximum([.. oracle.Gradients["gain"], .. oracle.Gradients["bias"]], gradients, 1e-12);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, true)]
    [InlineData(7, 3, 4, 5, true)]
    [InlineData(7, 3, 4, 5, false)]
    [InlineData(2, 3, 257, 17, true)]
    [InlineData(3, 5, 17, 257, false)]
    public void DenseSynapsesAreThoseOfTheOracle(int steps, int batch, int inputs, int outputs, bool biased)
    {
        RandomArrays random = new(4);
        double[][] weights = random.Matrix(outputs, inputs, -1, 1);
        double[]? bias = biased ? random.Vector(outputs, -1, 1) : null;
        OracleLinearLayer oracle = new(weights, bias);
        double[][][] x = random.Cube(steps, batch, inputs, -1, 1), w = random.Cube(steps, batch, outputs, -1, 1);
        double[][][] y = oracle.Forward(x);
        oracle.Backward(w);

        NetworkBuilder<Float64> builder = new(Device, inputs);
        builder.AddLinear(outputs, Flat.Transposed(Flat.Of(weights), inputs), bias);
        (double[] output, double[] gradients) = Run(builder, x, w);
        Near.Absolute([Flat.Of(y)], [output], 1e-12);
        Near.RelativeToMaximum(
            [.. Flat.Transposed(oracle.Gradients["weight"], inputs), .. biased ? oracle.Gradients["bias"] : []], gradients, 1e-12);
    }

    /// <summary>Two dense layers: the first one's gradient is made of the adjoint that the second passed to it.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void AdjointsPassThroughDenseLayers(LayerTiming timing)
    {
        RandomArrays random = new(5);
        double[][] first = random.Matrix(6, 4, -1, 1), second = random.Matrix(3, 6, -1, 1);
        NetworkOracle oracle = new(
            [new OracleLinearLayer(first), new OracleLinearLayer(second)],
            timing == LayerTiming.Pipelined ? OracleTiming.Pipelined : OracleTiming.Aligned);
        double[][][] x = random.Cube(5, 2, 4, -1, 1), w = random.Cube(5, 2, 3, -1, 1);
        double[][][] y = oracle.Forward(x);
        oracle.Backward(w);

        NetworkBuilder<Float64> builder = new(Device, 4, timing);
        builder.AddLinear(6, Flat.Transposed(Flat.Of(first), 4), null);
        builder.AddLinear(3, Flat.Transposed(Flat.Of(second), 6), null);
        (double[] output, double[] gradients) = Run(builder, x, w);
        Near.Absolute([Flat.Of(y)], [output], 1e-13);
        double[][] expected = [.. oracle.Layers.Select(layer => layer.Gradients["weight"])];
        Near.RelativeToMaximum([.. Flat.Transposed(expected[0], 4), .. Flat.Transposed(expected[1], 6)], gradients, 1e-12);
    }

    [Fact]
    public void AnEncoderComesFirstAndCopiesWholeInputs()
    {
        NetworkBuilder<Float64> builder = new(Device, 4);
        Assert.Throws<ArgumentException>(() => builder.AddEncoder(new double[6], new double[6]));
        builder.AddLinear(4, new double[16], null);
        Assert.Throws<ArgumentException>(() => builder.AddEncoder(new double[4], new double[4]));
    }

    private (double[] Output, double[] Gradients) Run(NetworkBuilder<Float64> builder, double[][][] x, double[][][] w)
    {
        SequenceExtent extent = new(x.Length, x[0].Length);
        using Network<Float64> network = builder.Build(extent);
        using DeviceBuffer<Float64> input = Buffer<Float64>(Flat.Of(x));
        network.Forward(new Signal<Float64>(input.View), extent);
        ConformanceBuffers.Upload(network.OutputAdjoint, Device.Accelerator.DefaultStream, Flat.Of(w));
        network.Backward(new Signal<Float64>(input.View), extent);
        return (Read(network.Output.Values, Flat.Of(w).Length), network.Parameters.ExportGradients());
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class DenseLayerCpuTests(CpuBackend backend) : DenseLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class DenseLayerCudaTests(CudaBackend backend) : DenseLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class DenseLayerOpenClTests(OpenClBackend backend) : DenseLayerTests(backend);
