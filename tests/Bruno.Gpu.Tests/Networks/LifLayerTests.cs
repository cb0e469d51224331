using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Layers of LIF and recurrent LIF neurons against the oracle: states, spikes and all gradients.</summary>
public abstract class LifLayerTests(Backend backend) : DeviceTests(backend)
{
    [Theory]
    [InlineData(1, 1, 30)]
    [InlineData(1, 17, 30)]
    [InlineData(3, 17, 1)]
    [InlineData(257, 1, 20)]
    [InlineData(5, 257, 10)]
    public void LifIsThatOfTheOracle(int batch, int neurons, int steps) =>
        AssertAgrees<Float64>(Neurons(0.86, 0.75), batch, neurons, steps, 1e-12, 1e-10);

    [Theory]
    [InlineData(1, 1, 20)]
    [InlineData(1, 17, 30)]
    [InlineData(3, 17, 1)]
    [InlineData(17, 3, 2)]
    [InlineData(5, 57, 6)]
    public void RecurrentLifIsThatOfTheOracle(int batch, int neurons, int steps) =>
        AssertAgrees<Float64>(Neurons(0.8, 0.7, Recurrent(neurons)), batch, neurons, steps, 1e-12, 1e-10);

    /// <summary>Outside [0.5, 1] a decay is clamped and has no gradient, inside and on the bounds it has.</summary>
    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(0.8, 1.2)]
    [InlineData(0.5, 0.9)]
    [InlineData(0.9, 0.5)]
    public void ClampedDecaysAreThoseOfTheOracle(double alpha, double beta) =>
        AssertAgrees<Float64>(Neurons(alpha, beta), batch: 2, neurons: 5, steps: 25, 1e-12, 1e-10);

    [Fact]
    public void FloatAgreesWithinItsTolerance()
    {
        AssertAgrees<Float32>(Neurons(0.86, 0.75), batch: 2, neurons: 17, steps: 30, 1e-5, 1e-4);
        AssertAgrees<Float32>(Neurons(0.8, 0.7, Recurrent(17)), batch: 2, neurons: 17, steps: 30, 1e-5, 1e-4);
    }

    private static LifOracle Neurons(double alpha, double beta, double[][]? recurrent = null) => new()
    {
        Alpha = [alpha],
        Beta = [beta],
        Recurrent = recurrent,
        Surrogate = OracleSurrogate.SuperSpike,
        SurrogateBeta = 10,
        ClampTie = 1,
    };

    private static double[][] Recurrent(int neurons) => new RandomArrays(6).Matrix(neurons, neurons, -1.5, 2.0);

    private void AssertAgrees<T>(LifOracle oracle, int batch, int neurons, int steps, double states, double gradients)
        where T : unmanaged, IReal<T>
    {
        RandomArrays random = new(31);
        double[][][] x = random.Cube(steps, batch, neurons, -1, 6);
        double[][][] w = random.Cube(steps, batch, neurons, -1, 1), u = random.Cube(steps, batch, neurons, -1, 1);
        LifOracleTrajectory expected = oracle.Forward(x);
        LifOracleGradient gradient = oracle.Backward(expected, w, u);
        NetworkBuilder<T> builder = new(Device, neurons);
        if (steps > 5 && oracle.Beta[0] < 1)
            Assert.Contains(Flat.Of(expected.S), s => s == 1);

        double[]? recurrent = oracle.Recurrent is null ? null : Flat.Transposed(Flat.Of(oracle.Recurrent), neurons);
        builder.AddLif(oracle.Alpha[0], oracle.Beta[0], oracle.Threshold, SurrogateKind.Superspike, 10, recurrent);
        SequenceExtent extent = new(steps, batch);
        using Network<T> network = builder.Build(extent);
        NeuronLayer<T, Lif<T>> layer = (NeuronLayer<T, Lif<T>>)network.Layers[0];
        using DeviceBuffer<T> input = Buffer<T>(Flat.Of(x)), potentials = Buffer<T>(Flat.Of(u));
        AcceleratorStream stream = Device.Accelerator.DefaultStream;
        ConformanceBuffers.Upload(layer.OutputAdjoint, stream, Flat.Of(w));
        layer.PotentialAdjoint = potentials.View;
        network.Forward(new Signal<T>(input.View), extent);
        network.Backward(new Signal<T>(input.View), extent);

        int lanes = batch * neurons, length = steps * lanes;
        Assert.Equal(Flat.Of(expected.S), ConformanceBuffers.Download(layer.Output.Spikes, stream, length));
        Near.Absolute([Flat.Of(expected.V)], [ConformanceBuffers.Download(layer.Tape.Potential, stream, length, lanes)], states);
        Near.Absolute([Flat.Of(expected.I)], [ConformanceBuffers.Download(layer.Tape.Internal, stream, length, lanes)], states);
        Near.RelativeToMaximum(Flat.Of(gradient.Input), Read(layer.OutputAdjoint, length), gradients);
        double[] parameters = network.Parameters.ExportGradients();
        Near.RelativeToMaximum(gradient.Alpha, parameters[..1], gradients);
        Near.RelativeToMaximum(gradient.Beta, parameters[1..2], gradients);
        if (gradient.Recurrent is not null)
            Near.RelativeToMaximum(Flat.Of(gradient.Recurrent), Flat.Transposed(parameters[2..], neurons), gradients);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class LifLayerCpuTests(CpuBackend backend) : LifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class LifLayerCudaTests(CudaBackend backend) : LifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class LifLayerOpenClTests(OpenClBackend backend) : LifLayerTests(backend);
