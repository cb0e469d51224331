using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>
/// Counts events on the device, for the input and every layer: spikes, or values that are not 0. An event at a dense
/// layer's input costs a synaptic operation for each of its outputs.
/// </summary>
public sealed class ActivityTally<T> : IDisposable
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

    /// <summary>The share of neurons that fired in a step, and synaptic operations a sample.</summary>
    /// <param name="steps">Valid steps of all samples counted.</param>
    /// <param name="samples">How many samples.</param>
    public (double SpikeRate, double SynapticOperations) Summarise(long steps, int samples)
    {
        double spikes = 0, opportunities = 0, operations = 0;
        foreach ((ILayer<T> layer, LayerActivity activity) in Stages())
        {
            operations += activity.Operations;
            spikes += activity.Spikes;
            opportunities += layer.IsSpiking ? (double)layer.Outputs * steps : 0;
        }

        return (opportunities > 0 ? spikes / opportunities : 0, operations / samples);
    }

    /// <summary>Spikes and synaptic operations of each layer of the configuration; delays only repeat those before them.</summary>
    public IReadOnlyList<LayerActivity> Activity() =>
        [.. Stages().Where(stage => stage.Layer is not DelayLayer<T>).Select(stage => stage.Activity)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer<long> tally in tallies)
            tally.Dispose();
    }

    private IEnumerable<(ILayer<T> Layer, LayerActivity Activity)> Stages()
    {
        double[] events = [.. Download().Select(lanes => (double)lanes.Sum())];
        for (int i = 0; i < network.Layers.Count; ++i)
        {
            ILayer<T> layer = network.Layers[i];
            double operations = layer switch
            {
                LinearLayer<T> => events[i] * layer.Outputs,
                LifLayer<T> { IsRecurrent: true } => events[i + 1] * layer.Outputs,
                _ => 0,
            };
            yield return (layer, new(layer.Outputs, layer.IsSpiking ? events[i + 1] : 0, operations));
        }
    }

    private void Count(DeviceBuffer<long> tally, Signal<T> signal, SequenceShape shape, ArrayView<int> lengths) =>
        count(shape.Lanes, shape, lengths, signal, tally.View);
}
