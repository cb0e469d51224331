using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Comparison;

/// <summary>A network with a batch and a loss, for one pass forward and back.</summary>
internal sealed class GradientPass<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ComputeDevice device;
    private readonly RunConfiguration configuration;
    private readonly SequenceExtent extent;
    private readonly Network<T> network;
    private readonly DeviceSplit<T> split;
    private readonly BatchAssembly<T> assembly;
    private readonly ILoss<T> loss;

    /// <summary>Builds it.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network and method.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="checkpoint">Where parameters come from; none for the initial ones.</param>
    public GradientPass(ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint)
    {
        this.device = device;
        this.configuration = configuration;
        Dataset dataset = batch.Dataset;
        extent = new SequenceExtent(batch.Steps, batch.Samples.Count);
        network = NetworkFactory.Build<T>(device, configuration.Design, dataset.Channels, dataset.Outputs, dataset.StepSeconds, extent);
        bool hasTargets = dataset.Task == DatasetTask.SequencePrediction;
        split = new DeviceSplit<T>(device, "train", batch.Samples, dataset.Channels, hasTargets ? dataset.Outputs : 0);
        assembly = new BatchAssembly<T>(device, dataset.Channels, dataset.Outputs, hasTargets, extent);
        loss = configuration.Loss.Create<T>(device, extent.Batch, dataset.Outputs);
        if (checkpoint is not null)
            network.Parameters.Import(SessionCheckpoint.ParametersOf(checkpoint, network.Parameters.Parameters));
    }

    /// <summary>Runs the batch through the network and back, and takes the gradients off the device.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, after a window of the forward pass.</exception>
    public BatchGradient Run(CancellationToken cancellation)
    {
        split.Order.Upload([.. Enumerable.Range(0, extent.Batch)]);
        assembly.Fill(split, split.Order.View, extent);
        ILayer<T>[] devices = [.. network.Layers.Where(layer => layer is IDeviceTape<T>)];
        List<bool>[] spikes = [.. devices.Select(_ => new List<bool>())];
        new LossPass<T>(network, loss, configuration.Seed).Train(
            assembly.Input, assembly.Targets, split.Scores.Of(split.Order.View), extent, seen: window =>
            {
                for (int i = 0; i < devices.Length; ++i)
                    Record(spikes[i], devices[i], window);
                cancellation.ThrowIfCancellationRequested();
            });
        return new BatchGradient(
            network.Parameters.Parameters, network.Parameters.ExportGradients(), split.Scores.Download().Losses.Average(),
            [.. spikes.SelectMany(layer => layer)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loss.Dispose();
        assembly.Dispose();
        split.Dispose();
        network.Dispose();
    }

    /// <summary>Appends a window of a layer's spikes, padding left out.</summary>
    private void Record(List<bool> record, ILayer<T> layer, TimeWindow window)
    {
        Spike[] spikes = new Spike[window.Rows * layer.Outputs];
        layer.Output.Spikes.SubView(0, spikes.Length).CopyToCPU(device.Accelerator.DefaultStream, spikes);
        device.Synchronize();
        for (int row = 0; row < window.Rows; ++row)
        {
            if (window.Begin + row / window.Batch < split.Steps[row % window.Batch])
                record.AddRange(spikes.AsSpan(row * layer.Outputs, layer.Outputs).ToArray().Select(spike => spike.Fired));
        }
    }
}
