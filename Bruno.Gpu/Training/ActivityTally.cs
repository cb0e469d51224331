using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>
/// Counts events on the device, for the input and every layer: spikes, or values that are not 0. An event at a dense
/// layer's input costs a synaptic operation for each of its outputs.
/// </summary>
internal sealed class ActivityTally<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly Network<T> network;
    private readonly int channels;
    private readonly DeviceBuffer<long>[] tallies;
    private readonly Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<long>> count;

    /// <summary>A tally of nothing yet.</summary>
    public ActivityTally(Network<T> network, int channels)
    {
        this.network = network;
        this.channels = channels;
        int batch = network.Capacity.Batch;
        DeviceMemory memory = network.Device.Memory;
        tallies = [.. network.Layers.Select(layer => layer.Outputs).Prepend(channels)
            .Select(units => memory.Allocate<long>(batch * units, MemoryPurpose.Scratch))];
        count = network.Device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<long>>>(
            SpikeTallyKernel.Run);
    }

    /// <summary>Adds what the network did in a window of a forward pass.</summary>
    /// <param name="input">The input of all steps.</param>
    /// <param name="lengths">Valid steps of each batch element.</param>
    /// <param name="window">The window.</param>
    public void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window)
    {
        SequenceShape shape = window.Shape(channels);
        Count(tallies[0], input.Part((long)shape.Begin * shape.Lanes, shape.Length), shape, lengths);
        for (int i = 0; i < network.Layers.Count; ++i)
            Count(tallies[i + 1], network.Layers[i].Output, window.Shape(network.Layers[i].Outputs), lengths);
    }

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        foreach (DeviceBuffer<long> tally in tallies)
            tally.Clear();
    }

    /// <summary>Copies the counts of each lane to the host, the input's first.</summary>
    public long[][] Download() => [.. tallies.Select(tally => tally.Download())];

    /// <summary>Puts back the counts of an interrupted epoch.</summary>
    public void Upload(long[][] counts)
    {
        for (int i = 0; i < tallies.Length; ++i)
            tallies[i].Upload(counts[i]);
    }

    /// <summary>What the network did in all that was counted; waits for the device.</summary>
    public NetworkActivity Activity() => ActivityOf(Download(), 0, network.Capacity.Batch);

    /// <summary>What the network did for some batch elements.</summary>
    /// <param name="counts">What was downloaded.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="elements">How many.</param>
    public NetworkActivity ActivityOf(long[][] counts, int first, int elements)
    {
        return ActivityOf(network, Events);

        double Events(int signal)
        {
            int units = signal == 0 ? channels : network.Layers[signal - 1].Outputs;
            long sum = 0;
            foreach (long lane in counts[signal].AsSpan(first * units, elements * units))
                sum += lane;
            return sum;
        }
    }

    /// <summary>What a network did where so many events were counted.</summary>
    /// <param name="network">The network.</param>
    /// <param name="events">Gives the events of a signal: 0 for the input, then those of the layers.</param>
    public static NetworkActivity ActivityOf(Network<T> network, Func<int, double> events)
    {
        List<LayerActivity> layers = [];
        for (int i = 0; i < network.Layers.Count; ++i)
        {
            ILayer<T> layer = network.Layers[i];
            double operations = (layer.OperationsOfInput > 0 ? events(i) * layer.OperationsOfInput : 0)
                + (layer.OperationsOfOutput > 0 ? events(i + 1) * layer.OperationsOfOutput : 0);
            layers.Add(new(layer.Outputs, layer.IsSpiking ? events(i + 1) : 0, operations));
        }

        return new(layers, network.Layers.Where(layer => layer.IsSpiking).Sum(layer => layer.Outputs));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer<long> tally in tallies)
            tally.Dispose();
    }

    private void Count(DeviceBuffer<long> tally, Signal<T> signal, SequenceShape shape, ArrayView<int> lengths) =>
        count(shape.Lanes, shape, lengths, signal, tally.View);
}
