using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Each unit arrives its own whole steps late, and its adjoint goes back as far, however time is cut.</summary>
public abstract class TransmissionDelayLayerTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 11, Units = 4, Longest = 5;
    private static readonly double[] Delays = [0, 1, 3, 5];

    public static TheoryData<int, int> Cuts => new() { { Steps, 0 }, { 1, 0 }, { 3, 0 }, { 7, 0 }, { 2, 4 }, { 1, 1 } };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void ValuesAndTheirAdjoints(int window, int segment)
    {
        NetworkBuilder<Float64> builder = new(Device, Units);
        double[] identity = new double[Units * Units];
        for (int i = 0; i < Units; ++i)
            identity[i * (Units + 1)] = 1;
        builder.AddLinear(Units, () => identity, () => new double[Units]);
        AddDelay(builder);
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 3), new TimePlan(Steps, window, segment > 0 ? [segment] : []));
        foreach (SequenceExtent extent in new SequenceExtent[] { new(Steps, 3), new(Steps - 2, 2), new(1, 1), new(Steps, 3) })
        {
            double[][][] input = new RandomArrays(6).Cube(extent.Steps, extent.Batch, Units, 1, 2);
            double[][][] weights = new RandomArrays(7).Cube(extent.Steps, extent.Batch, Units, 1, 2);
            using DeviceBuffer<Float64> buffer = Buffer<Float64>(Flat.Of(input));
            List<double> output = [];
            network.Forward(new Signal<Float64>(buffer.View), extent, seen => output.AddRange(Read(network.Output.Values, seen.Rows * Units)));
            double[][][] actual = Flat.Cube([.. output], extent.Batch, Units);
            double[] ofBias = new double[Units];
            for (int t = 0; t < extent.Steps; ++t)
            {
                for (int b = 0; b < extent.Batch; ++b)
                {
                    for (int n = 0; n < Units; ++n)
                    {
                        int from = t - (int)Delays[n];
                        Assert.Equal(from < 0 ? 0 : input[from][b][n], actual[t][b][n]);
                        ofBias[n] += from < 0 ? 0 : weights[t][b][n];
                    }
                }
            }

            double[] ofWeights = Flat.Of(weights);
            int row = extent.Batch * Units;
            network.Backward(new Signal<Float64>(buffer.View), extent, seen => ConformanceBuffers.Upload(
                network.OutputAdjoint, Device.Accelerator.DefaultStream, ofWeights[(seen.Begin * row)..((seen.Begin + seen.Steps) * row)]));
            Near.RelativeToMaximum(ofBias, network.Parameters.ExportGradients()[(Units * Units)..(Units * Units + Units)], 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Spikes(int window, int segment)
    {
        NetworkBuilder<Float64> builder = new(Device, Units);
        new CubaLifNeurons(true, ResetKind.Zero, SurrogateKind.Superspike, 10).AddTo(
            builder, [.. new double[] { 0, 1, 0, 1, 0, 0, 0.5, 0 }.Select(value => (Func<double[]>)(() => [.. Enumerable.Repeat(value, Units)]))], null, null);
        AddDelay(builder);
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 3), new TimePlan(Steps, window, segment > 0 ? [segment] : []));
        SequenceExtent extent = new(Steps, 2);
        double[][][] input = new RandomArrays(8).Cube(Steps, 2, Units, 0, 1);
        using DeviceBuffer<Float64> buffer = Buffer<Float64>(Flat.Of(input));
        List<double> output = [];
        network.Forward(new Signal<Float64>(buffer.View), extent, seen =>
            output.AddRange(ConformanceBuffers.Download(network.Output.Spikes, Device.Accelerator.DefaultStream, seen.Rows * Units)));
        double[] expected =
        [
            .. from t in Enumerable.Range(0, Steps)
               from b in Enumerable.Range(0, 2)
               from n in Enumerable.Range(0, Units)
               let origin = t - (int)Delays[n]
               select origin >= 0 && input[origin][b][n] > 0.5 ? 1.0 : 0,
        ];
        Assert.Equal(expected, output);
    }

    private static void AddDelay(NetworkBuilder<Float64> builder)
    {
        var delays = builder.Layout.Declare("delays", [Units], () => Delays, isTrained: false);
        bool isSpiking = builder.IsSpiking;
        builder.Add(Units, context => new TransmissionDelayLayer<Float64>("delay", delays, Longest, isSpiking, context), isSpiking);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class TransmissionDelayLayerCpuTests(CpuBackend backend) : TransmissionDelayLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class TransmissionDelayLayerCudaTests(CudaBackend backend) : TransmissionDelayLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class TransmissionDelayLayerOpenClTests(OpenClBackend backend) : TransmissionDelayLayerTests(backend);
