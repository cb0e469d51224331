using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Tests.Nir;

/// <summary>Runs imported networks.</summary>
internal static class NirRun
{
    /// <summary>The output of a network for one sequence, and the spikes of all its layers but the last.</summary>
    /// <param name="device">Where.</param>
    /// <param name="imported">The network.</param>
    /// <param name="input">[T][channel].</param>
    public static (double[] Output, int Spikes) Of(ComputeDevice device, NirNetwork imported, double[][] input) =>
        Of(device, new NetworkDesign { Network = imported.Network }, imported.Outputs, imported.StepSeconds, imported.Arrange, input);

    /// <summary>The same of any network.</summary>
    public static (double[] Output, int Spikes) Of(
        ComputeDevice device, NetworkDesign design, int outputs, double step, Func<IReadOnlyList<Parameters.Parameter>, double[]>? values, double[][] input)
    {
        SequenceExtent extent = new(input.Length, 1);
        using Network<Float64> network = NetworkFactory.Build<Float64>(device, design, input[0].Length, outputs, step, extent);
        if (values is not null)
            network.Parameters.Import(values(network.Parameters.Parameters));
        using DeviceBuffer<Float64> buffer = device.Memory.Allocate<Float64>([.. input.SelectMany(row => row).Select(Float64.From)], MemoryPurpose.Data);
        List<double> output = [];
        int spikes = 0;
        network.Forward(new(buffer.View), extent, window =>
        {
            foreach (var layer in network.Layers)
            {
                double[] seen = layer.IsSpiking
                    ? ConformanceBuffers.Download(layer.Output.Spikes, device.Accelerator.DefaultStream, window.Rows * layer.Outputs)
                    : ConformanceBuffers.Download(layer.Output.Values, device.Accelerator.DefaultStream, window.Rows * layer.Outputs);
                if (layer == network.Layers[^1])
                    output.AddRange(seen);
                else if (layer is Layers.NeuronLayer<Float64, CubaLif<Float64>> { IsSpiking: true })
                    spikes += (int)seen.Sum();
            }
        });
        return ([.. output], spikes);
    }
}
