using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// Takes the gradients of a network on a batch, in the precision that its configuration names. The network goes before
/// the next one comes, because methods with long tapes do not fit side by side.
/// </summary>
internal static class GradientProbe
{
    /// <summary>The gradients of a batch's mean loss, by the configuration's method.</summary>
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

    /// <summary>Throws, before anything is allocated, what <see cref="Measure"/> would.</summary>
    /// <exception cref="BrunoException">Network, data and checkpoint do not go together, or memory does not suffice.</exception>
    public static void RequireFit(ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint)
    {
        ComputeDevice planned = device.Plan();
        if (configuration.Precision == Precision.Double)
            new GradientPass<Float64>(planned, configuration, batch, checkpoint).Dispose();
        else
            new GradientPass<Float32>(planned, configuration, batch, checkpoint).Dispose();
        if (planned.Memory.PeakBytes > planned.Memory.Limit)
            throw new DeviceMemoryExceededException(planned.Memory.PeakBytes, planned.Memory.Limit);
        if (planned.Memory.LargestElements > int.MaxValue)
            throw new DeviceMemoryExceededException(planned.Memory.LargestElements);
    }

    private static BatchGradient Measure<T>(
        ComputeDevice device, RunConfiguration configuration, ComparisonBatch batch, Checkpoint? checkpoint,
        CancellationToken cancellation)
        where T : unmanaged, IReal<T>
    {
        using GradientPass<T> pass = new(device, configuration, batch, checkpoint);
        return pass.Run(cancellation);
    }
}
