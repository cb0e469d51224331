using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Layers of CUBA LIF neurons against plain loops: outputs and all gradients, however time is cut.</summary>
public abstract class CubaLifLayerTests(Backend backend) : DeviceTests(backend)
{
    [Theory]
    [InlineData(false, false, 1, 5, 14)]
    [InlineData(true, false, 3, 4, 12)]
    [InlineData(false, true, 2, 5, 12)]
    [InlineData(true, true, 2, 5, 12)]
    public void SpikingNeuronsAreThoseOfPlainLoops(bool subtracts, bool isRecurrent, int batch, int neurons, int steps) =>
        AssertAgrees<Float64>(Neurons(neurons, true, subtracts, isRecurrent), batch, steps, 1e-12);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 12)]
    public void PotentialsAreThoseOfPlainLoops(int batch, int neurons, int steps) =>
        AssertAgrees<Float64>(Neurons(neurons, false, false, false), batch, steps, 1e-12);

    [Fact]
    public void FloatAgreesWithinItsTolerance() => AssertAgrees<Float32>(Neurons(5, true, false, true), 2, 12, 1e-4);

    /// <summary>Nothing but a comparison: 1 above the threshold, also a negative one, and not at it.</summary>
    [Fact]
    public void AThresholdAlone()
    {
        PlainCubaLif neurons = new() { Coefficients = [[0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0], [0, 0, 0], [0.5, -0.5, 2], [0, 0, 0]] };
        double[][][] input = [[[0.5, -0.5, 2.5]], [[0.75, -0.25, 2]], [[0, 0, 3]]];
        Assert.Equal([0, 0, 1, 1, 1, 0, 0, 1, 1], Run<Float64>(neurons, input, input, null).Output);
    }

    [Fact]
    public void CutsInTimeChangeNothing()
    {
        PlainCubaLif neurons = Neurons(5, true, true, true);
        RandomArrays random = new(9);
        double[][][] input = random.Cube(13, 3, 5, -1, 3), weights = random.Cube(13, 3, 5, -1, 1);
        (double[] output, double[] ofInput, double[] parameters) = Run<Float64>(neurons, input, weights, null);
        foreach (TimePlan plan in new TimePlan[] { new(13, 4, []), new(13, 2, [5]), new(13, 1, [6, 4]), new(17, 5, []) })
        {
            (double[] cut, double[] cutInput, double[] cutParameters) = Run<Float64>(neurons, input, weights, plan);
            Assert.Equal(output, cut);
            Assert.Equal(ofInput, cutInput);
            // Sums of rows, window by window.
            Near.RelativeToMaximum(parameters, cutParameters, 1e-14);
        }
    }

    /// <summary>Without its way through time, a step's adjoint is that of the step alone: g k surrogate'.</summary>
    [Fact]
    public void TruncatedRoutesStayInTheStep()
    {
        PlainCubaLif neurons = Neurons(3, true, false, false);
        RandomArrays random = new(10);
        double[][][] input = random.Cube(8, 2, 3, -1, 3), weights = random.Cube(8, 2, 3, -1, 1);
        double[] actual = Run<Float64>(neurons, input, weights, null, TemporalRoutes.All with { CarriesAdjoints = false }).Input;
        for (int step = 0; step < 8; ++step)
        {
            // The same from a sequence that ends with the step, weighted there alone.
            double[][][] part = input[..(step + 1)];
            double[][][] last = [.. part.Select((row, t) => t == step ? weights[t] : row.Select(r => new double[r.Length]).ToArray())];
            for (int b = 0; b < 2; ++b)
            {
                for (int n = 0; n < 3; ++n)
                    Assert.Equal(neurons.ByInput(part, last, (step, b, n)), actual[(step * 2 + b) * 3 + n], 1e-12);
            }
        }
    }

    [Fact]
    public void TheCoefficientsAreNotTrained()
    {
        double[] parameters = Run<Float64>(Neurons(4, true, false, false), new RandomArrays(3).Cube(6, 2, 4, 0, 3), new RandomArrays(4).Cube(6, 2, 4, -1, 1), null).Parameters;
        Assert.Equal(new double[8 * 4], parameters);
    }

    [Fact]
    public void MicroStepsAreRefusedByName()
    {
        Assert.Contains("cuba_lif", Assert.Throws<BrunoException>(() => new CubaLifLayerConfiguration().Unrolled(10)).Message, StringComparison.Ordinal);
        Assert.Equal(new CubaLifLayerConfiguration(), new CubaLifLayerConfiguration().Unrolled(1));
    }

    [Fact]
    public void FaultsAreNamedByTheirKeys()
    {
        static string[] Keys(CubaLifLayerConfiguration layer) => [.. layer.ValidateIn(1, false, new()).Select(fault => fault.Key)];
        Assert.Empty(Keys(new() { Recurrent = true, Synapses = new() }));
        Assert.Equal(["recurrent"], Keys(new() { Recurrent = true, Spiking = false }));
        Assert.Equal(["threshold"], Keys(new() { Threshold = -0.1 }));
        Assert.Empty(Keys(new() { Threshold = -0.1, CurrentDecay = 0, PotentialDecay = 0 }));
        Assert.Equal(["synapses"], Keys(new() { Synapses = new() }));
    }

    private static PlainCubaLif Neurons(int neurons, bool spiking, bool subtracts, bool isRecurrent)
    {
        RandomArrays random = new(77);
        return new()
        {
            Coefficients =
            [
                random.Vector(neurons, 0, 0.8), random.Vector(neurons, 0.5, 1.5), random.Vector(neurons, 0.6, 1),
                random.Vector(neurons, 0.3, 0.8), random.Vector(neurons, -0.3, 0.3), random.Vector(neurons, -0.1, 0.1), random.Vector(neurons, 0.5, 1.5), random.Vector(neurons, -0.4, 0.4),
            ],
            Spiking = spiking,
            Subtracts = subtracts,
            Recurrent = isRecurrent ? random.Matrix(neurons, neurons, -1, 1) : null,
        };
    }

    private void AssertAgrees<T>(PlainCubaLif neurons, int batch, int steps, double tolerance)
        where T : unmanaged, IReal<T>
    {
        int units = neurons.Coefficients[0].Length;
        RandomArrays random = new(5);
        double[][][] input = random.Cube(steps, batch, units, -1, 2.5), weights = random.Cube(steps, batch, units, -1, 1);
        double[] expected = Flat.Of(neurons.Forward(input));
        if (neurons.Spiking)
            Assert.InRange(expected.Sum(), steps * batch * units / 10.0, steps * batch * units * 0.7);
        (double[] output, double[] ofInput, double[] parameters) = Run<T>(neurons, input, weights, null);
        Near.RelativeToMaximum(expected, output, tolerance);
        double[] byInput =
        [
            .. from step in Enumerable.Range(0, steps)
               from element in Enumerable.Range(0, batch)
               from neuron in Enumerable.Range(0, units)
               select neurons.ByInput(input, weights, (step, element, neuron)),
        ];
        Near.RelativeToMaximum(byInput, ofInput, tolerance);
        if (neurons.Recurrent is null)
            return;
        double[] byRecurrent =
        [
            .. from origin in Enumerable.Range(0, units) from to in Enumerable.Range(0, units) select neurons.ByRecurrent(input, weights, origin, to),
        ];
        Near.RelativeToMaximum(byRecurrent, parameters[(8 * units)..], tolerance);
    }

    private (double[] Output, double[] Input, double[] Parameters) Run<T>(
        PlainCubaLif neurons, double[][][] input, double[][][] weights, TimePlan? plan, TemporalRoutes? routes = null)
        where T : unmanaged, IReal<T>
    {
        int batch = input[0].Length, units = neurons.Coefficients[0].Length, lanes = batch * units;
        NetworkBuilder<T> builder = new(Device, units) { Routes = routes ?? TemporalRoutes.All };
        double[]? recurrent = neurons.Recurrent is null ? null : Flat.Of(neurons.Recurrent);
        new CubaLifNeurons(neurons.Spiking, neurons.Subtracts ? ResetKind.Subtract : ResetKind.Zero, SurrogateKind.Superspike, neurons.Slope)
            .AddTo(builder, [.. neurons.Coefficients.Select(values => (Func<double[]>)(() => values))], recurrent is null ? null : () => recurrent, null);
        SequenceExtent extent = new(input.Length, batch);
        using Network<T> network = plan is null ? builder.Build(extent) : builder.Build(new(plan.Steps, batch + 1), plan);
        using DeviceBuffer<T> values = Buffer<T>(Flat.Of(input)), adjoints = Buffer<T>(Flat.Of(weights));
        AcceleratorStream stream = Device.Accelerator.DefaultStream;
        List<double> output = [];
        network.Forward(new Signal<T>(values.View), extent, window => output.AddRange(neurons.Spiking
            ? ConformanceBuffers.Download(network.Output.Spikes, stream, window.Rows * units)
            : Read(network.Output.Values, window.Rows * units)));
        double[] ofInput = new double[input.Length * lanes];
        TimeWindow? before = null;
        void Collect()
        {
            if (before is TimeWindow last)
                Read(network.OutputAdjoint, last.Rows * units).CopyTo(ofInput, last.Begin * lanes);
        }

        network.Backward(new Signal<T>(values.View), extent, window =>
        {
            Collect();
            before = window;
            adjoints.View.SubView((long)window.Begin * lanes, (long)window.Rows * units).CopyTo(stream, network.OutputAdjoint.SubView(0, (long)window.Rows * units));
        });
        Collect();
        return ([.. output], ofInput, network.Parameters.ExportGradients());
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class CubaLifLayerCpuTests(CpuBackend backend) : CubaLifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class CubaLifLayerCudaTests(CudaBackend backend) : CubaLifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class CubaLifLayerOpenClTests(OpenClBackend backend) : CubaLifLayerTests(backend);
