using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>A pass owes nothing to the passes before it, whatever their size.</summary>
public sealed class NetworkReuseTests
{
    private const int Inputs = 3;
    private const int Steps = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void APassAfterASmallerOneIsTheSame(bool isRecurrent)
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        NetworkBuilder<Float64> builder = new(device, Inputs);
        builder.AddLinear(5, [.. Enumerable.Range(0, Inputs * 5).Select(i => 2.0 + i % 4)], null);
        builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, isRecurrent ? [.. Enumerable.Range(0, 25).Select(i => i % 3 - 1.0)] : null);
        builder.AddLinear(4, [.. Enumerable.Range(0, 20).Select(i => 1.0 + i % 3)], null);
        builder.AddDevices("felif", [new Felif<Float64>(new FelifParameters())], new DeviceLayerOptions
        {
            CurrentUnitAmpere = 1e-9,
            MicroSteps = 50,
            Surrogate = SurrogateKind.Superspike,
            SurrogateSlope = 10,
            Gradient = new BrunoGradient(),
        });
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 17));
        double[] input = [.. Enumerable.Range(0, Steps * 17 * Inputs).Select(i => Math.Sin(i))];
        using DeviceBuffer<Float64> buffer = device.Memory.Allocate<Float64>(Array.ConvertAll(input, Float64.From), MemoryPurpose.Data);

        (double[] firstPotentials, double[] firstGradients) = Pass(network, buffer, new SequenceExtent(Steps, 17));
        Pass(network, buffer, new SequenceExtent(Steps - 5, 2));
        (double[] potentials, double[] gradients) = Pass(network, buffer, new SequenceExtent(Steps, 17));

        Assert.Contains(firstGradients, gradient => gradient != 0);
        Assert.Equal(firstPotentials, potentials);
        Assert.Equal(firstGradients, gradients);
    }

    private static (double[] Potentials, double[] Gradients) Pass(Network<Float64> network, DeviceBuffer<Float64> buffer, SequenceExtent extent)
    {
        Signal<Float64> input = new(buffer.View);
        network.Forward(input, extent);
        int outputs = extent.Steps * extent.Batch * network.Layers[^1].Outputs;
        Float64[] adjoint = [.. Enumerable.Range(0, outputs).Select(i => Float64.From(1.0 + i % 5))];
        network.OutputAdjoint.SubView(0, outputs).CopyFromCPU(network.Device.Accelerator.DefaultStream, adjoint);
        network.Backward(input, extent);

        Float64[] potentials = new Float64[outputs + extent.Batch * network.Layers[^1].Outputs];
        ((IDeviceTape<Float64>)network.Layers[^1]).Tape.Potential.SubView(0, potentials.Length)
            .CopyToCPU(network.Device.Accelerator.DefaultStream, potentials);
        return (Array.ConvertAll(potentials, Float64.ToDouble), network.Parameters.ExportGradients());
    }
}
