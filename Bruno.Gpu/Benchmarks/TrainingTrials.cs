using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Benchmarks;

/// <summary>Builds training trials in the precision that a configuration names.</summary>
internal static class TrainingTrials
{
    /// <inheritdoc cref="TrainingTrial{T}(ComputeDevice, RunConfiguration, int, int, SequenceExtent)"/>
    public static ITrainingTrial Build(
        ComputeDevice device, RunConfiguration configuration, int inputs, int outputs, SequenceExtent extent) =>
        device.Memory.AllOrNothing<ITrainingTrial>(() => configuration.Precision == Precision.Double
            ? new TrainingTrial<Float64>(device, configuration, inputs, outputs, extent)
            : new TrainingTrial<Float32>(device, configuration, inputs, outputs, extent));
}
