using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What the layers of a network did in a pass that was not cut.</summary>
/// <param name="Layers">Of dense layers the currents, of neurons both states after each step: [steps, batch, units], one after the other.</param>
/// <param name="Gradients">Of all parameters.</param>
internal sealed record StackActivity(double[][] Layers, Dictionary<string, double[]> Gradients)
{
    /// <summary>Reads it after a pass over the whole capacity.</summary>
    public static StackActivity Of<T>(Network<T> network)
        where T : unmanaged, IReal<T>
    {
        AcceleratorStream stream = network.Device.Accelerator.DefaultStream;
        double[] Read(ILayer<T> layer)
        {
            int lanes = network.Capacity.Batch * layer.Outputs, length = network.Capacity.Steps * lanes;
            double[] States(ArrayView<T> view) => ConformanceBuffers.Download(view, stream, length, lanes);
            return layer switch
            {
                NeuronLayer<T, Lif<T>> lif => [.. States(lif.Tape.Potential), .. States(lif.Tape.Internal)],
                IDeviceTape<T> device => [.. States(device.Tape.Potential), .. States(device.Tape.Internal)],
                _ => ConformanceBuffers.Download(layer.Output.Values, stream, length),
            };
        }

        double[] gradients = network.Parameters.ExportGradients();
        return new(
            [.. network.Layers.Select(Read)],
            network.Parameters.Parameters.ToDictionary(p => p.Name, p => gradients[p.Offset..(p.Offset + p.Length)]));
    }

    /// <summary>The currents of a dense layer at a step, of one batch element.</summary>
    public double[] Currents(int layer, int step, int element) =>
        [.. Layers[layer].Chunk(Layers[layer].Length / SynapseStack.Steps).ElementAt(step).Chunk(
            Layers[layer].Length / SynapseStack.Steps / SynapseStack.Batch).ElementAt(element)];

    /// <summary>Whether a layer has the same bits.</summary>
    public bool IsSame(StackActivity other, int layer) => AreSame(Layers[layer], other.Layers[layer]);

    /// <summary>Asserts that every layer and every gradient has the same bits.</summary>
    public void AssertSame(StackActivity other, string where)
    {
        for (int layer = 0; layer < Layers.Length; ++layer)
            Assert.True(IsSame(other, layer), $"{where}: layer {layer} differs");
        Assert.Equal(Gradients.Keys.Order(), other.Gradients.Keys.Order());
        foreach ((string name, double[] gradient) in Gradients)
            Assert.True(AreSame(gradient, other.Gradients[name]), $"{where}: other gradient of {name}");
    }

    private static bool AreSame(double[] a, double[] b) =>
        a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits));
}
