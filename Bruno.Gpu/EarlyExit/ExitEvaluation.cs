using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.EarlyExit;

/// <summary>
/// Stops a trained network once it is confident of a class (after Li, Jones and Furber, "Unleashing the potential of spiking neural
/// networks with dynamic confidence", ICCV 2023): samples run to their ends once, and what would have come of each threshold is read
/// off what was known after every step.
/// </summary>
internal static class ExitEvaluation
{
    /// <summary>Evaluates a checkpoint of a run.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with another device.</param>
    /// <param name="useBest">The checkpoint with the lowest validation loss, or the last one.</param>
    /// <param name="on">The data.</param>
    /// <param name="options">Thresholds and temperature.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Samples have no class, or there is no validation set to fit a temperature to.</exception>
    public static ExitReport Run(
        string run, RunConfiguration configuration, bool useBest, EvaluatedData on, ExitOptions options,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null) =>
        configuration.Precision == Precision.Double
            ? Run<Float64>(run, configuration, useBest, on, options, report, cancellation, policy)
            : Run<Float32>(run, configuration, useBest, on, options, report, cancellation, policy);

    private static ExitReport Run<T>(
        string run, RunConfiguration configuration, bool useBest, EvaluatedData on, ExitOptions options,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy)
        where T : unmanaged, IReal<T>
    {
        RunFolder folder = RunFolder.Open(run);
        (configuration, Dataset dataset) = on.Load(configuration.Accept());
        if (dataset.Task != DatasetTask.Classification)
            throw new BrunoException(ExitCode.Usage, $"Early exit is for samples with a class; '{dataset.Name}' asks for something at every step.");
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        device.EndOn(cancellation);
        using TrainingSession<T> session = new(device, configuration, dataset);
        RunState state = SessionCheckpoint.LoadEvaluated(useBest ? folder.BestCheckpoint : folder.LastCheckpoint, session);
        Dataset scored = ScoredSequences.Of(dataset, configuration.Loss);

        SampleTrace[] Trace(DeviceSplit<T> split, IReadOnlyList<Sample> samples)
        {
            using ExitRecorder<T> recorder = new(session, samples, split.Steps, dataset.Channels);
            session.Evaluate(split, state.Epoch, report, cancellation, recorder);
            return recorder.Traces;
        }

        SampleTrace[] validation = session.Validation.Count > 0 ? Trace(session.Validation, scored.Validation) : [];
        SampleTrace[] traces = on.SplitName switch
        {
            "validation" => validation,
            "train" => Trace(session.Train, scored.Train),
            _ => Trace(session.Test, scored.Test),
        };
        if (options.Temperature is null && validation.Length == 0)
            throw new BrunoException(ExitCode.Usage, "--temperature auto is fitted to the validation set, of which these data have none: give a number.");
        double temperature = options.Temperature ?? ExitTemperature.Of(validation);
        int stepsOfStep = MicroStepUnrolling.Repeats(configuration);

        ExitRow[] Rows(SampleTrace[] of) =>
            [.. options.Thresholds.Select(threshold => (double?)threshold).Append(null).Select(threshold => ExitRow.Of(of, threshold, temperature, session.Measurement.StepSeconds, stepsOfStep))];

        ExitRow[] ofValidation = validation.Length > 0 ? Rows(validation) : [];
        return new()
        {
            Checkpoint = useBest ? "best" : "last",
            Epoch = state.Epoch,
            Split = on.Name,
            Temperature = temperature,
            ChosenThreshold = ofValidation.FirstOrDefault(row => row.Threshold is not null && row.Accuracy >= ofValidation[^1].Accuracy)?.Threshold,
            Rows = Rows(traces),
            EnergyAssumptions = session.Measurement.Energy.Assumptions,
        };
    }
}
