using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Training;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// Builds a network, runs a batch through it and back once, and takes the gradients off the device. The network goes
/// before the next one comes, because methods with long tapes do not fit side by side.
/// </summary>
internal static class GradientProbe
{
    /// <summary>The gradients of a batch's mean loss, by the configuration's method in its precision.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="configuration">Network, method and precision.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="checkpoint">Where parameters come from; none for the initial ones.</param>
    /// <param name="cancellation">Cancels after a window of the forward pass.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BatchGradient Measure(
        ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint,
        CancellationToken cancellation = default) =>
        configuration.Precision == Precision.Double
            ? Measure<Float64>(device, configuration, batch, checkpoint, cancellation)
            : Measure<Float32>(device, configuration, batch, checkpoint, cancellation);

    private static BatchGradient Measure<T>(
        ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint,
        CancellationToken cancellation)
        where T : unmanaged, IReal<T>
    {
        Dataset dataset = batch.Dataset;
        SequenceExtent extent = new(batch.Steps, batch.Samples.Count);
        bool hasTargets = dataset.Task == DatasetTask.SequencePrediction;
        using Network<T> network = NetworkFactory.Build<T>(
            device, configuration, dataset.Channels, dataset.Outputs, dataset.StepSeconds, extent);
        using DeviceSplit<T> split = new(device, "train", batch.Samples);
        using BatchAssembly<T> assembly = new(device, dataset.Channels, dataset.Outputs, hasTargets, extent);
        using ILoss<T> loss = configuration.Loss.Create<T>(device, extent.Batch, dataset.Outputs);
        ParameterStore<T> parameters = network.Parameters;
        if (checkpoint is not null)
            parameters.Import(SessionCheckpoint.ParametersOf(checkpoint, parameters.Parameters));

        split.Order.Upload([.. Enumerable.Range(0, extent.Batch)]);
        assembly.Fill(split, split.Order.View, extent);
        ILayer<T>[] devices = [.. network.Layers.Where(layer => layer is IDeviceTape<T>)];
        List<bool>[] spikes = [.. devices.Select(_ => new List<bool>())];
        new LossPass<T>(network, loss, configuration.Seed).Train(
            assembly.Input, assembly.Targets, split.ScoresOf(split.Order.View), extent, seen: window =>
            {
                for (int i = 0; i < devices.Length; ++i)
                    Record(spikes[i], devices[i], window, split.Steps, device);
                cancellation.ThrowIfCancellationRequested();
            });
        return new BatchGradient(
            parameters.Parameters, parameters.ExportGradients(), split.DownloadScores().Losses.Average(),
            [.. spikes.SelectMany(layer => layer)]);
    }

    /// <summary>Appends a window of a layer's spikes, padding left out.</summary>
    private static void Record<T>(List<bool> record, ILayer<T> layer, TimeWindow window, int[] lengths, ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        Spike[] spikes = new Spike[window.Rows * layer.Outputs];
        layer.Output.Spikes.SubView(0, spikes.Length).CopyToCPU(device.Accelerator.DefaultStream, spikes);
        device.Synchronize();
        for (int row = 0; row < window.Rows; ++row)
        {
            if (window.Begin + row / window.Batch < lengths[row % window.Batch])
                record.AddRange(spikes.AsSpan(row * layer.Outputs, layer.Outputs).ToArray().Select(spike => spike.Fired));
        }
    }
}
