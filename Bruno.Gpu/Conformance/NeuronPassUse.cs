using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>Runs a conformance file over a layer of devices forward, and backward from the adjoints that the file has.</summary>
/// <param name="file">The file.</param>
/// <param name="current">Its currents, [time, batch, neuron].</param>
/// <param name="options">How the devices are run and differentiated.</param>
/// <param name="device">Where to.</param>
internal sealed class NeuronPassUse<T>(GoldenElement file, GoldenArray current, DeviceLayerOptions options, ComputeDevice device)
    : IDeviceUse<T, NeuronPass>
    where T : unmanaged, IReal<T>
{
    public NeuronPass With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        int neurons = current.Columns, steps = current.Shape[0], batch = current.Values.Length / steps / neurons;
        NetworkBuilder<T> builder = new(device, neurons);
        builder.AddDevices<T, TDevice, TState, TMatrix>("neurons", devices, options);
        SequenceExtent extent = new(steps, batch);
        using Network<T> network = builder.Build(extent);
        DeviceLayer<T, TDevice, TState, TMatrix> layer = (DeviceLayer<T, TDevice, TState, TMatrix>)network.Layers[0];

        int lanes = batch * neurons, length = steps * lanes;
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        DeviceBuffer<T> Buffer() => device.Memory.Allocate<T>(length, MemoryPurpose.Scratch);
        using DeviceBuffer<T> input = Buffer(), u = Buffer(), z = Buffer();
        ConformanceBuffers.Upload(input.View, stream, current.Values);
        network.Forward(new Signal<T>(input.View), extent);

        if (file.TryGetReference("w", out GoldenElement spikeAdjoint))
        {
            ConformanceBuffers.Upload(u.View, stream, GoldenArray.Read(file.GetProperty("u")).Values);
            ConformanceBuffers.Upload(z.View, stream, GoldenArray.Read(file.GetProperty("z")).Values);
            ConformanceBuffers.Upload(layer.OutputAdjoint, stream, GoldenArray.Read(spikeAdjoint).Values);
            layer.StateAdjoints = new(u.View, z.View);
            network.Backward(new Signal<T>(input.View), extent);
        }

        return new NeuronPass(
            ConformanceBuffers.Download(layer.Tape.Potential, stream, length, lanes),
            ConformanceBuffers.Download(layer.Tape.Internal, stream, length, lanes),
            ConformanceBuffers.Download(layer.Output.Spikes, stream, length),
            ConformanceBuffers.Download(layer.OutputAdjoint, stream, length),
            ConformanceBuffers.Download(layer.StartAdjoints.Potential, stream, lanes),
            ConformanceBuffers.Download(layer.StartAdjoints.Internal, stream, lanes));
    }
}
