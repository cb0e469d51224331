using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Training;

/// <summary>Takes down what all layers of a network did in a batch: what they put out, and the states of their devices.</summary>
/// <param name="network">The network.</param>
internal sealed class LayerRecorder<T>(Network<T> network)
    where T : unmanaged, IReal<T>
{
    private readonly List<WindowRecord> windows = [];

    /// <summary>Forgets what was taken down.</summary>
    public void Clear() => windows.Clear();

    /// <summary>Takes down a window of a batch, while it exists; windows come in order.</summary>
    public void Add(TimeWindow window) => windows.Add(
        new(window, [.. network.Layers.Select(layer => OutputOf(layer, window))], [.. network.Layers.Select(layer => StatesOf(layer, window))]));

    /// <summary>How many variables of a layer were taken down; 0 where it has no devices, or their states are kept in 16 bits.</summary>
    public int Variables(int layer) => windows.Count == 0 ? 0 : windows[0].States[layer].Length;

    /// <summary>Each step of a batch element with what a layer put out.</summary>
    public IEnumerable<(int Step, double[] Row)> Outputs(int layer, int element, int steps) =>
        Rows(record => record.Outputs[layer], element, network.Layers[layer].Outputs, steps);

    /// <summary>Each step of a batch element with a variable of the devices of a layer after it, in the model's internal unit.</summary>
    public IEnumerable<(int Step, double[] Row)> States(int layer, int variable, int element, int steps) =>
        Rows(record => record.States[layer][variable], element, network.Layers[layer].Outputs, steps);

    private IEnumerable<(int Step, double[] Row)> Rows(Func<WindowRecord, double[]> values, int element, int units, int steps)
    {
        foreach (WindowRecord record in windows)
        {
            for (int i = 0; i < record.Window.Steps && record.Window.Begin + i < steps; ++i)
                yield return (record.Window.Begin + i, values(record).AsSpan((i * record.Window.Batch + element) * units, units).ToArray());
        }
    }

    private double[] OutputOf(ILayer<T> layer, TimeWindow window)
    {
        int length = window.Rows * layer.Outputs;
        Signal<T> output = layer.Output;
        return output.IsSpiking
            ? Array.ConvertAll(Download(output.Spikes, 0, length), spike => (double)spike.Count)
            : Array.ConvertAll(Download(output.Values, 0, length), T.ToDouble);
    }

    /// <summary>Of devices, each variable after each step of the window; nothing where states are kept in 16 bits.</summary>
    private double[][] StatesOf(ILayer<T> layer, TimeWindow window)
    {
        if (layer is not IDeviceTape<T> devices || devices.Tape.Potential.Length == 0)
            return [];
        int length = window.Rows * layer.Outputs;
        long after = (long)(window.Offset + 1) * window.Batch * layer.Outputs, stride = devices.Tape.Potential.Length;
        double[] potential = Array.ConvertAll(Download(devices.Tape.Potential, after, length), T.ToDouble);
        List<double[]> states = [potential];
        for (long plane = 0; plane < devices.Tape.Internal.Length; plane += stride)
            states.Add(Array.ConvertAll(Download(devices.Tape.Internal, plane + after, length), T.ToDouble));
        return [.. states];
    }

    private TElement[] Download<TElement>(ArrayView<TElement> view, long begin, int length)
        where TElement : unmanaged
    {
        TElement[] elements = new TElement[length];
        view.SubView(begin, length).CopyToCPU(network.Device.Accelerator.DefaultStream, elements);
        return elements;
    }

    /// <summary>What was taken down of a window.</summary>
    /// <param name="Window">The window.</param>
    /// <param name="Outputs">Of each layer, [steps × batch × units].</param>
    /// <param name="States">Of each layer of devices, each variable likewise; of others nothing.</param>
    private sealed record WindowRecord(TimeWindow Window, double[][] Outputs, double[][][] States);
}
