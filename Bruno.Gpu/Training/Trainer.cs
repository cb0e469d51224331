using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Divergence;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Schedules;

namespace Bruno.Gpu.Training;

/// <summary>
/// The epochs of a run: train, validate, test, log, save. What a killed or cancelled run leaves behind can be resumed,
/// and then ends with the same bits as a run that was left alone.
/// </summary>
/// <param name="device">The compute device.</param>
/// <param name="configuration">The resolved configuration.</param>
/// <param name="session">The session.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="data">The checksum of the data.</param>
internal sealed class Trainer<T>(
    ComputeDevice device, RunConfiguration configuration, TrainingSession<T> session, RunFolder folder, string data)
    where T : unmanaged, IReal<T>
{
    /// <summary>How much work a killed process may lose.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(1);

    private readonly LearningRate schedule = RateOf(ScheduleOf(configuration));

    private readonly TrainingHealth<T> health = new(session.Network);

    private RunState state = new() { Data = data };
    private bool isResumed;

    /// <summary>Where the run stands.</summary>
    public RunState State => state;

    /// <summary>Takes over the state of a run's checkpoint. Nothing is written.</summary>
    /// <param name="before">The settings until now.</param>
    /// <param name="changes">What differs from them.</param>
    /// <param name="options">What is asked for besides going on.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <exception cref="BrunoException">The checkpoint is missing or of another network, or the run is complete.</exception>
    public void Restore(RunConfiguration before, IReadOnlyList<SettingDifference> changes, ResumeOptions options, Action<string>? note)
    {
        isResumed = true;
        state = SessionCheckpoint.Restore(folder.LoadCheckpoint(options.Checkpoint, note), session, options.FreshOptimizer);
        ResumeRules.RequireData(state.Data, data, changes, options, note);
        state = state with { Data = data };
        // A run that was killed after its last epoch still writes what came of it.
        if (state.Epoch >= configuration.Training.Epochs && IsSummarised())
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"The run is complete: {state.Epoch} epochs of {configuration.Training.Epochs}. To train longer, give --epochs with a larger number.");
        }

        if (state.Plateau is not null)
            schedule.State = state.Plateau;
        if (ResumeRules.ForgetsBest(changes))
        {
            state = state with { BestEpoch = 0, BestLoss = null };
            note?.Invoke("The losses from here on cannot be compared with those before: the best epoch is found anew.");
        }

        NoteMetrics(options, note);
        NoteLearningRate(before, note);
    }

    /// <summary>Trains to the end, or until cancelled.</summary>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="pauseAfter">After which epoch it stops as if it had been cancelled; none to train to the end.</param>
    public RunSummary Run(Action<TrainingProgress>? report, Action<string>? note, CancellationToken cancellation, int? pauseAfter = null)
    {
        // Launches of long batches and of evaluations are ended, others are not.
        using LaunchGate.Stretch whole = device.Gate.Open();
        if (!isResumed)
            SaveLast();

        using MetricsLog log = isResumed ? MetricsLog.Open(folder.Metrics, state.Epoch, folder.Files) : MetricsLog.Create(folder.Metrics, folder.Files);
        bool cancelled = false;
        int last = Math.Min(configuration.Training.Epochs, pauseAfter ?? int.MaxValue);
        while (state.Epoch < last && !cancelled)
        {
            cancelled = !RunEpochOrTell(log, report, note, cancellation);
        }

        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(folder.Metrics, folder.Files);
        RunSummary summary = Summarise(rows, state.Epoch < configuration.Training.Epochs ? RunSummary.Cancelled : RunSummary.Completed);
        JsonFile.Write(folder.Summary, summary, folder.Files);
        return summary;
    }

    private static EpochSchedule ScheduleOf(RunConfiguration configuration) =>
        new(configuration.Schedule, configuration.Optimizer.LearningRate, configuration.Training.Epochs);

    private static LearningRate RateOf(EpochSchedule schedule) => new(schedule.Schedule, schedule.LearningRate, schedule.Epochs);

    /// <summary>Whether nothing is left to do: a process may have been killed after its last epoch, before it wrote what came of it.</summary>
    private bool IsSummarised()
    {
        try
        {
            return folder.Files.Exists(folder.Summary)
                && JsonFile.Read<RunSummary>(folder.Summary, folder.Files) is { Status: RunSummary.Completed } summary && summary.Epochs >= state.Epoch;
        }
        catch (BrunoException)
        {
            return false;
        }
    }

    /// <summary>Says what becomes of the rows of a run that goes on from an earlier state, or has none any more.</summary>
    private void NoteMetrics(ResumeOptions options, Action<string>? note)
    {
        bool isThere = folder.Files.Exists(folder.Metrics);
        if (state.Epoch > 0 && !isThere)
            note?.Invoke($"metrics.csv is missing: the rows of the first {state.Epoch} epochs are lost, it begins again with the next one.");
        int last = state.Epoch > 0 && isThere ? MetricsLog.Read(folder.Metrics, folder.Files).Select(row => row.Epoch).DefaultIfEmpty().Max() : 0;
        if (last > state.Epoch && options.Checkpoint != RunFolder.CheckpointNames[0])
            note?.Invoke($"It goes on after epoch {state.Epoch}: the rows of epochs {state.Epoch + 1} to {last} in metrics.csv are those of another course, and are dropped.");
    }

    /// <summary>Says where the learning rate goes on otherwise than it would have.</summary>
    private void NoteLearningRate(RunConfiguration before, Action<string>? note)
    {
        LearningRate earlier = RateOf(ScheduleOf(before));
        earlier.State = schedule.State;
        int next = state.EpochSchedule is null ? state.Epoch + 1 : state.Epoch + 2;
        double was = earlier.At(next, 0, session.Batches), becomes = schedule.At(next, 0, session.Batches);
        if (was != becomes)
        {
            string? shape = configuration.Schedule.Kind switch
            {
                ScheduleKind.Cosine => "cosine",
                ScheduleKind.OneCycle => "cycle",
                _ => null,
            };
            string stretch = shape is not null && before.Training.Epochs != configuration.Training.Epochs
                ? $": the {shape} is stretched over {configuration.Training.Epochs} epochs instead of {before.Training.Epochs}"
                : "";
            note?.Invoke(string.Create(CultureInfo.InvariantCulture, $"From epoch {next} on the learning rate is {becomes:G4}, where it would have been {was:G4}{stretch}."));
        }

        if (state.EpochSchedule is not EpochSchedule begun)
            return;
        LearningRate interrupted = RateOf(begun);
        interrupted.State = schedule.State;
        double own = interrupted.At(state.Epoch + 1, state.Batch, session.Batches);
        if (own != schedule.At(state.Epoch + 1, state.Batch, session.Batches))
            note?.Invoke(string.Create(CultureInfo.InvariantCulture, $"Epoch {state.Epoch + 1}, which was interrupted, ends with the learning rate that it began with, {own:G4}."));
    }

    /// <summary>One epoch; where a number is found that is not finite, what is known of it is left in the folder.</summary>
    private bool RunEpochOrTell(MetricsLog log, Action<TrainingProgress>? report, Action<string>? note, CancellationToken cancellation)
    {
        try
        {
            return RunEpoch(log, report, note, cancellation);
        }
        catch (BrunoException exception)
        {
            // No filter: it would be asked before the search has put down what it found.
            if (session.Fault is null)
                throw;
            string? command = DivergenceDump.Write(folder.Divergence, session.Configuration, session.Measurement.StepSeconds, session.Fault, session.Replay, folder.Files);
            string remark = command is null
                ? $"What is known is in '{folder.Divergence}'."
                : $"What is known is in '{folder.Divergence}', with the currents into the device, which can be simulated again:\n  {command}";
            throw new BrunoException(exception.ExitCode, $"{exception.Message}\n{remark}", exception);
        }
    }

    /// <summary>One epoch; false if it was cancelled, its state saved.</summary>
    private bool RunEpoch(MetricsLog log, Action<TrainingProgress>? report, Action<string>? note, CancellationToken cancellation)
    {
        int epoch = state.Epoch + 1;
        state = state with { EpochSchedule = state.EpochSchedule ?? ScheduleOf(configuration) };
        LearningRate rates = RateOf(state.EpochSchedule);
        rates.State = schedule.State;
        SplitMetrics? train = null;
        while (train is null)
        {
            Stopwatch watch = Stopwatch.StartNew();
            (train, int stoppedAt) = TrainEpoch(epoch, rates, report, () => cancellation.IsCancellationRequested || watch.Elapsed > SaveInterval, cancellation);
            double seconds = watch.Elapsed.TotalSeconds;
            state = state with { Seconds = state.Seconds + seconds, EpochSeconds = state.EpochSeconds + seconds };
            if (train is null)
                SaveWithinEpoch(stoppedAt);
            if (train is null && cancellation.IsCancellationRequested)
                return false;
        }

        train = train with { Seconds = state.EpochSeconds };
        foreach (string sign in health.AfterEpoch(epoch, session.Tally.Activity(), session.Train.Steps.Sum(steps => (long)steps)))
            note?.Invoke($"Warning: {sign}");
        long[][] tallies = session.Tally.Download();
        SplitMetrics validation, test;
        session.Average.Exchange();
        try
        {
            validation = session.Evaluate(session.Validation, epoch, report, cancellation);
            test = session.Evaluate(session.Test, epoch, report, cancellation);
        }
        catch (OperationCanceledException)
        {
            session.Tally.Upload(tallies);
            session.Average.Exchange();
            SaveWithinEpoch(session.Batches);
            return false;
        }

        session.Average.Exchange();

        if (!double.IsFinite(validation.Loss))
            throw new DivergedException(epoch, "the validation loss");
        schedule.Observe(validation.Loss);
        bool isBest = state.BestLoss is not double best || validation.Loss < best;
        state = state with
        {
            Epoch = epoch,
            Batch = 0,
            EpochSchedule = null,
            EpochSeconds = 0,
            Plateau = schedule.State,
            BestEpoch = isBest ? epoch : state.BestEpoch,
            BestLoss = isBest ? validation.Loss : state.BestLoss,
            Seconds = state.Seconds + validation.Seconds + test.Seconds,
        };

        double rate = rates.At(epoch, session.Batches - 1, session.Batches);
        Log(log, epoch, rate, session.Train.Name, train);
        Log(log, epoch, rate, session.Validation.Name, validation);
        Log(log, epoch, rate, session.Test.Name, test);
        if (isBest)
            SessionCheckpoint.Save(folder.BestCheckpoint, state, session, folder.Files);
        SaveLast();
        return true;
    }

    /// <summary>
    /// Trains on; where a device's equations fail, or gradients do, the same batches are run again from the last checkpoint, to tell the one from
    /// the other.
    /// </summary>
    private (SplitMetrics? Metrics, int StoppedAt) TrainEpoch(
        int epoch, LearningRate rates, Action<TrainingProgress>? report, Func<bool> shouldPause, CancellationToken cancellation)
    {
        (SplitMetrics?, int) From(int batch, Func<bool> pause) => session.TrainEpoch(epoch, batch, number => rates.At(epoch, number, session.Batches), report, pause);
        try
        {
            (SplitMetrics? Metrics, int StoppedAt) trained = From(state.Batch, shouldPause);
            return double.IsFinite(trained.Metrics?.Loss ?? 0) ? trained : throw new DivergedException(epoch, "the training loss");
        }
        catch (Exception exception) when (exception is LostStateException or DivergedException)
        {
            RunState saved = SessionCheckpoint.Restore(folder.LoadCheckpoint(RunFolder.CheckpointNames[0], null), session);
            session.Seeking(() => From(saved.Batch, () => cancellation.IsCancellationRequested));
            throw;
        }
    }

    private void SaveWithinEpoch(int batch)
    {
        state = state with { Batch = batch, EpochSchedule = batch > 0 ? state.EpochSchedule : null };
        SaveLast();
    }

    private void SaveLast() => SessionCheckpoint.Save(folder.LastCheckpoint, state, session, folder.Files, keep: folder.PreviousCheckpoint);

    private void Log(MetricsLog log, int epoch, double rate, string split, SplitMetrics metrics) => log.Append(new MetricsRow
    {
        Epoch = epoch,
        Split = split,
        Loss = metrics.Loss,
        Accuracy = metrics.Accuracy,
        SpikeRate = metrics.SpikeRate,
        SynapticOperations = metrics.SynapticOperations,
        LearningRate = rate,
        Seconds = Math.Round(metrics.Seconds, 3),
        DeviceBytesPeak = device.Memory.PeakBytes,
        Seed = configuration.Seed,
        EnergyJoules = metrics.EnergyJoules,
        RmsError = metrics.RmsError,
        DigitalJoules = metrics.Digital?.Spiking,
    });

    private RunSummary Summarise(IReadOnlyList<MetricsRow> rows, string status) => new()
    {
        Status = status,
        Epochs = state.Epoch,
        BestEpoch = state.BestEpoch,
        Best = OfEpoch(rows, state.BestEpoch),
        Last = OfEpoch(rows, state.Epoch),
        EnergyAssumptions = session.Measurement.EnergyAssumptions,
        Gradient = configuration.Gradient.Create().Name,
        Parameters = session.Network.Parameters.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Length),
        Seconds = Math.Round(state.Seconds, 3),
        DeviceBytesPeak = device.Memory.PeakBytes,
        DeviceBytes = MemoryPlan.BytesByPurpose(device.Memory),
        Seed = configuration.Seed,
        Device = device.Description.Name,
    };

    private Dictionary<string, SplitSummary> OfEpoch(IReadOnlyList<MetricsRow> rows, int epoch) =>
        rows.Where(row => row.Epoch == epoch)
            .ToDictionary(row => row.Split, row => new SplitSummary(row.Loss, row.Accuracy, row.EnergyJoules, row.RmsError, DigitalOf(row)));

    private DigitalEnergy? DigitalOf(MetricsRow row)
    {
        DeviceSplit<T>? split = new[] { session.Train, session.Validation, session.Test }.FirstOrDefault(known => known.Name == row.Split);
        return row.DigitalJoules is double spiking && split is { Count: > 0 }
            ? session.Measurement.DigitalOf(split, spiking)
            : null;
    }
}
