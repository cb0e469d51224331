using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
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
    private readonly SequenceExtent extent;
    private readonly BatchRunner<T> runner;
    private readonly DeviceSplit<T> split;

    /// <summary>Builds it.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network and method.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="checkpoint">Where parameters come from; none for the initial ones.</param>
    public GradientPass(ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint)
    {
        this.device = device;
        DataShape shape = batch.Dataset.Shape;
        extent = new SequenceExtent(batch.Steps, batch.Samples.Count);

        // Gradients of the loss are compared, which penalties are no part of.
        runner = new BatchRunner<T>(device, configuration with { Regularisation = new() }, shape, extent);
        split = new DeviceSplit<T>(device, "train", batch.Samples, shape.Channels, shape.TargetWidth);
        if (checkpoint is not null)
            runner.Network.Parameters.Import(SessionCheckpoint.ParametersOf(checkpoint, runner.Network.Parameters.Parameters));
    }

    /// <summary>Runs the batch through the network and back, and takes the gradients off the device.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, after a window of the forward pass.</exception>
    public BatchGradient Run(CancellationToken cancellation)
    {
        split.Order.Upload([.. Enumerable.Range(0, extent.Batch)]);
        runner.Batch.Fill(split, split.Order.View, extent);
        ILayer<T>[] devices = [.. runner.Network.Layers.Where(layer => layer is IDeviceTape<T>)];
        List<bool>[] spikes = [.. devices.Select(_ => new List<bool>())];
        runner.Train(
            split.Scores.Of(split.Order.View), extent, seen: window =>
            {
                for (int i = 0; i < devices.Length; ++i)
                    Record(spikes[i], devices[i], window);
                cancellation.ThrowIfCancellationRequested();
            });
        return new BatchGradient(
            runner.Network.Parameters.Parameters, runner.Network.Parameters.ExportGradients(), split.Scores.Download().Losses.Average(),
            [.. spikes.SelectMany(layer => layer)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        split.Dispose();
        runner.Dispose();
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
