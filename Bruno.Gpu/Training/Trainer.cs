using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Schedules;

namespace Bruno.Gpu.Training;

/// <summary>
/// The epochs of a run: train, validate, test, log, save. What a killed or cancelled run leaves behind can be resumed,
/// and then ends with the same bits as a run that was left alone.
/// </summary>
internal sealed class Trainer<T>(
    ComputeDevice device, RunConfiguration configuration, TrainingSession<T> session, RunFolder folder)
    where T : unmanaged, IReal<T>
{
    /// <summary>How much work a killed process may lose.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(1);

    private readonly LearningRate schedule = new(
        configuration.Schedule, configuration.Optimizer.LearningRate, configuration.Training.Epochs);

    private RunState state = new();

    /// <summary>Trains to the end, or until cancelled.</summary>
    public RunSummary Run(bool isResumed, Action<TrainingProgress>? report, CancellationToken cancellation)
    {
        if (isResumed)
            Restore();
        else
            SessionCheckpoint.Save(folder.LastCheckpoint, state, session);

        using MetricsLog log = isResumed ? MetricsLog.Open(folder.Metrics, state.Epoch) : MetricsLog.Create(folder.Metrics);
        bool cancelled = false;
        while (state.Epoch < configuration.Training.Epochs && !cancelled)
            cancelled = !RunEpoch(log, report, cancellation);

        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(folder.Metrics);
        if (rows.Count > 0)
            LearningCurvePlot.Save(folder.LearningCurve, rows);
        RunSummary summary = Summarise(rows, cancelled ? "cancelled" : "completed");
        JsonFile.Write(folder.Summary, summary);
        return summary;
    }

    private void Restore()
    {
        state = SessionCheckpoint.Load(folder.LastCheckpoint, session);
        if (state.Plateau is not null)
            schedule.State = state.Plateau;
        if (state.Epoch >= configuration.Training.Epochs)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"The run is complete: {state.Epoch} epochs of {configuration.Training.Epochs}. To train longer, give --epochs with a larger number.");
        }
    }

    /// <summary>One epoch; false if it was cancelled, its state saved.</summary>
    private bool RunEpoch(MetricsLog log, Action<TrainingProgress>? report, CancellationToken cancellation)
    {
        int epoch = state.Epoch + 1;
        double rate = schedule.At(epoch);
        SplitMetrics? train = null;
        while (train is null)
        {
            Stopwatch watch = Stopwatch.StartNew();
            (train, int stoppedAt) = session.TrainEpoch(
                epoch, state.Batch, rate, report, () => cancellation.IsCancellationRequested || watch.Elapsed > SaveInterval);
            state = state with { Seconds = state.Seconds + watch.Elapsed.TotalSeconds };
            if (train is null)
                SaveWithinEpoch(stoppedAt);
            if (train is null && cancellation.IsCancellationRequested)
                return false;
        }

        RequireFinite(epoch, "the training loss", train.Loss);
        RequireFiniteParameters(epoch);
        long[][] tallies = session.Tally.Download();
        SplitMetrics validation, test;
        try
        {
            validation = session.Evaluate(session.Validation, epoch, report, cancellation);
            test = session.Evaluate(session.Test, epoch, report, cancellation);
        }
        catch (OperationCanceledException)
        {
            session.Tally.Upload(tallies);
            SaveWithinEpoch(session.Batches);
            return false;
        }

        RequireFinite(epoch, "the validation loss", validation.Loss);
        schedule.Observe(validation.Loss);
        bool isBest = state.BestLoss is not double best || validation.Loss < best;
        state = state with
        {
            Epoch = epoch,
            Batch = 0,
            Plateau = schedule.State,
            BestEpoch = isBest ? epoch : state.BestEpoch,
            BestLoss = isBest ? validation.Loss : state.BestLoss,
            Seconds = state.Seconds + validation.Seconds + test.Seconds,
        };

        Log(log, epoch, rate, session.Train.Name, train);
        Log(log, epoch, rate, session.Validation.Name, validation);
        Log(log, epoch, rate, session.Test.Name, test);
        if (isBest)
            SessionCheckpoint.Save(folder.BestCheckpoint, state, session);
        SessionCheckpoint.Save(folder.LastCheckpoint, state, session);
        return true;
    }

    private void SaveWithinEpoch(int batch)
    {
        RequireFiniteParameters(state.Epoch + 1);
        state = state with { Batch = batch };
        SessionCheckpoint.Save(folder.LastCheckpoint, state, session);
    }

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
    });

    private static void RequireFinite(int epoch, string what, double value)
    {
        if (!double.IsFinite(value))
            throw new DivergedException(epoch, what);
    }

    /// <summary>A network whose parameters are not finite may still have a finite loss: that of no spikes.</summary>
    private void RequireFiniteParameters(int epoch)
    {
        int lost = Array.FindIndex(session.Network.Parameters.Export(), value => !double.IsFinite(value));
        if (lost >= 0)
            throw new DivergedException(epoch, session.Network.Parameters.Parameters.Last(parameter => parameter.Offset <= lost).Name);
    }

    private RunSummary Summarise(IReadOnlyList<MetricsRow> rows, string status) => new()
    {
        Status = status,
        Epochs = state.Epoch,
        BestEpoch = state.BestEpoch,
        Best = OfEpoch(rows, state.BestEpoch),
        Last = OfEpoch(rows, state.Epoch),
        EnergyAssumptions = EnergyModel.Of(configuration).Assumptions,
        Gradient = configuration.Gradient.Create().Name,
        Parameters = session.Network.Parameters.Length,
        Seconds = Math.Round(state.Seconds, 3),
        DeviceBytesPeak = device.Memory.PeakBytes,
        DeviceBytes = MemoryPlan.BytesByPurpose(device.Memory),
        Seed = configuration.Seed,
        Device = device.Description.Name,
    };

    private static Dictionary<string, SplitSummary> OfEpoch(IReadOnlyList<MetricsRow> rows, int epoch) =>
        rows.Where(row => row.Epoch == epoch).ToDictionary(row => row.Split, row => new SplitSummary(row.Loss, row.Accuracy, row.EnergyJoules));
}
