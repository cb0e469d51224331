using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// The passes of a recurrent layer whose recurrent weights are 0 have the bits of those of a layer without recurrence,
/// lane by lane, through other code.
/// </summary>
[Collection(typeof(CpuNetworkTests))]
public sealed class HostNeuronsTests(CpuBackend backend) : DeviceTests(backend)
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 17, 6, 6)]
    [InlineData(5, 257, 12, 5)]
    [InlineData(16, 33, 9, 4)]
    public void BothPassesAreThoseOfTheKernels(int batch, int neurons, int steps, int window)
    {
        double[] host = Run(batch, neurons, steps, window, null);
        Assert.Equal(Run(batch, neurons, steps, window, new double[neurons * neurons]), host);
        if (steps > 5)
            Assert.Contains(host, value => value != 0);
    }

    /// <summary>Spikes, adjoints of the input, and the gradients of the decays.</summary>
    private double[] Run(int batch, int neurons, int steps, int window, double[]? recurrent)
    {
        SequenceExtent extent = new(steps, batch);
        RandomArrays random = new(11);
        double[] x = Flat.Of(random.Cube(steps, batch, neurons, -1, 6)), w = Flat.Of(random.Cube(steps, batch, neurons, -1, 1));
        NetworkBuilder<Float32> builder = new(Device, neurons);
        builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, recurrent);
        using Network<Float32> network = builder.Build(extent, new TimePlan(steps, window, []));
        using DeviceBuffer<Float32> input = Buffer<Float32>(x), adjoints = Buffer<Float32>(w);
        AcceleratorStream stream = Device.Accelerator.DefaultStream;
        int lanes = batch * neurons;
        List<double> results = [];
        network.Forward(
            new(input.View), extent,
            at => results.AddRange(ConformanceBuffers.Download(network.Output.Spikes, stream, at.Rows * neurons)));
        int before = 0;
        network.Backward(new(input.View), extent, at =>
        {
            // What the window after this one has made of its adjoints.
            results.AddRange(Read(network.OutputAdjoint, before));
            before = at.Rows * neurons;
            adjoints.View.SubView(at.Begin * lanes, before).CopyTo(stream, network.OutputAdjoint.SubView(0, before));
        });
        results.AddRange(Read(network.OutputAdjoint, before));
        results.AddRange(network.Parameters.ExportGradients()[..2]);
        return [.. results];
    }
}
