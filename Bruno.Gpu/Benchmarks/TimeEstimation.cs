using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// Estimates the time of a run from a training step of a few outer steps on random input, which is timed in its phases on the run's
/// device: time goes with outer steps and batch elements. Adaptive steps depend on the input, which makes it an estimate.
/// </summary>
internal static class TimeEstimation
{
    private const int MostSteps = 8;
    private const int Repeats = 3;

    /// <summary>How long the measurement goes on, s.</summary>
    private const double Patience = 1;

    /// <summary>Measures.</summary>
    /// <param name="configuration">The run, which fits the device.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Data or device are missing, or the network does not fit.</exception>
    public static TimeEstimate Measure(RunConfiguration configuration, DevicePolicy? policy = null)
    {
        configuration = configuration.Accept();
        (configuration, Dataset dataset) = configuration.OutlineData();
        dataset = ScoredSequences.Of(dataset, configuration.Loss);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        SequenceExtent extent = new(
            Math.Min(MostSteps, dataset.MaximumSteps), Math.Min(configuration.Training.BatchSize, dataset.Train.Count));
        using ITrainingTrial trial = TrainingTrials.Build(device, configuration, dataset.Channels, dataset.Outputs, extent);

        // The first step compiles.
        trial.StepByPhases();
        StepPhases fastest = trial.StepByPhases();
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 1; i < Repeats && watch.Elapsed.TotalSeconds < Patience; ++i)
        {
            StepPhases phases = trial.StepByPhases();
            fastest = phases.Forward + phases.Backward < fastest.Forward + fastest.Backward ? phases : fastest;
        }

        double cells = (double)extent.Steps * extent.Batch;
        double train = Steps(dataset.Train), others = Steps(dataset.Validation) + Steps(dataset.Test);
        double batches = Math.Ceiling((double)dataset.Train.Count / extent.Batch);
        double epoch = (train * (fastest.Forward + fastest.Backward) + others * fastest.Forward) / cells
            + batches * fastest.Optimizer;
        return new(epoch, epoch * configuration.Training.Epochs, extent.Steps, extent.Batch);
    }

    private static double Steps(IReadOnlyList<Sample> samples) => samples.Sum(sample => (double)sample.Steps);
}
