using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What the product's FeLIF layer made of an input and of explicit adjoints, arrays [T][lane].</summary>
internal sealed record FelifRun(
    double[][] V, double[][] P, double[][] S, double[][] Current, double[] InitialV, double[] InitialP)
{
    /// <summary>Runs forward and, from the explicit derivatives by s, V and P, backward.</summary>
    public static FelifRun Of<T>(
        ComputeDevice device, FelifSetup setup, double[][][] current, IGradientMethod method,
        double[][][] lossS, double[][][] lossV, double[][][] lossP)
        where T : unmanaged, IReal<T>
    {
        SequenceExtent extent = new(current.Length, current[0].Length);
        int neurons = current[0][0].Length, lanes = extent.Batch * neurons, length = extent.Steps * lanes;
        NetworkBuilder<T> builder = new(device, neurons);
        builder.AddDevices("felif", Array.ConvertAll(setup.Devices, d => new Felif<T>(d)), setup.Options(method));
        using Network<T> network = builder.Build(extent);
        DeviceLayer<T, Felif<T>, DeviceState<T>, Matrix2<T>> layer = (DeviceLayer<T, Felif<T>, DeviceState<T>, Matrix2<T>>)network.Layers[0];

        AcceleratorStream stream = device.Accelerator.DefaultStream;
        DeviceBuffer<T> Buffer(double[] values)
        {
            DeviceBuffer<T> buffer = device.Memory.Allocate<T>(values.Length, MemoryPurpose.Scratch);
            buffer.Upload(Array.ConvertAll(values, T.From));
            return buffer;
        }

        using DeviceBuffer<T> input = Buffer(Flat.Of(current)), u = Buffer(Flat.Of(lossV)), z = Buffer(Flat.Of(lossP));
        ConformanceBuffers.Upload(layer.OutputAdjoint, stream, Flat.Of(lossS));
        layer.StateAdjoints = new(u.View, z.View);
        network.Forward(new Signal<T>(input.View), extent);
        network.Backward(new Signal<T>(input.View), extent);
        return new FelifRun(
            Flat.Rows(ConformanceBuffers.Download(layer.Tape.Potential, stream, length, lanes), lanes),
            Flat.Rows(ConformanceBuffers.Download(layer.Tape.Internal, stream, length, lanes), lanes),
            Flat.Rows(ConformanceBuffers.Download(layer.Output.Spikes, stream, length), lanes),
            Flat.Rows(ConformanceBuffers.Download(layer.OutputAdjoint, stream, length), lanes),
            ConformanceBuffers.Download(layer.StartAdjoints.Potential, stream, lanes),
            ConformanceBuffers.Download(layer.StartAdjoints.Internal, stream, lanes));
    }
}
