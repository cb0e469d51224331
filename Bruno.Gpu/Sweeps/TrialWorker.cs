using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// Trains trials of a sweep, one after the other, until none is left that this process could have. They share devices, compiled kernels and
/// data. A trial that fails is recorded and is not the end; what cannot be written is.
/// </summary>
/// <param name="folder">The sweep.</param>
/// <param name="policy">Which compute devices must not be used, for the name that is asked for.</param>
/// <param name="commandLine">What the user typed; recorded with each trial.</param>
/// <param name="tell">Told what happens.</param>
internal sealed class TrialWorker(SweepFolder folder, Func<string, DevicePolicy?> policy, IReadOnlyList<string> commandLine, Action<TrialEvent> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.3);

    /// <summary>Trains.</summary>
    /// <param name="cancellation">Cancels between batches; the state of the trial is saved.</param>
    /// <exception cref="BrunoException">The folder cannot be written: no room, no permission. All that was written before is whole.</exception>
    public void Run(CancellationToken cancellation)
    {
        using RunResources resources = new(policy);
        TrialQueue queue = new(folder);
        while (!cancellation.IsCancellationRequested)
        {
            if (queue.Take() is { } job)
            {
                using (job.Claim)
                    Train(job, resources, cancellation);
            }
            else if (!queue.IsWaiting)
            {
                return;
            }
            else
            {
                cancellation.WaitHandle.WaitOne(Pause);
            }
        }
    }

    /// <summary>What to record of an exception that ended a trial; none where it ends the sweep.</summary>
    internal static TrialFailure? FailureOf(Exception exception) => exception switch
    {
        BrunoException { ExitCode: ExitCode.WriteFailed } or IOException or UnauthorizedAccessException => null,
        BrunoException known => new(known.ExitCode, known.Message),
        OutOfMemoryException => new(ExitCode.OutOfMemory, "The host has no memory left. Run fewer trials at once (--processes), or smaller ones."),
        _ when DeviceFailure.Describe(exception) is { } failure => new(ExitCode.DeviceUnavailable, $"The compute device failed: {failure}."),
        _ => new(ExitCode.Unexpected, $"An error that the program did not expect: {exception.Message}", exception.ToString()),
    };

    private void Train(TrialJob job, RunResources resources, CancellationToken cancellation)
    {
        string name = job.Folder.Trial.Name;
        Stopwatch watch = Stopwatch.StartNew();
        Tell(new(name, TrialEventKind.Started));
        try
        {
            RunSummary summary = Train(job, resources, Tell, cancellation);
            TrialEventKind kind = summary.Status == RunSummary.Completed ? TrialEventKind.Finished
                : cancellation.IsCancellationRequested ? TrialEventKind.Stopped
                : TrialEventKind.Paused;
            Tell(new(name, kind) { Summary = summary });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Tell(new(name, TrialEventKind.Stopped));
        }
        catch (Exception exception) when (FailureOf(exception) is { } failure)
        {
            resources.CloseDevices();
            job.Folder.Fail(failure);
            Tell(new(name, TrialEventKind.Failed) { Message = failure.Message });
        }

        void Tell(TrialEvent happened) => tell(happened with { Seconds = watch.Elapsed.TotalSeconds });
    }

    private RunSummary Train(TrialJob job, RunResources resources, Action<TrialEvent> say, CancellationToken cancellation)
    {
        string name = job.Folder.Trial.Name;
        RunConfiguration settings = job.Folder.ReadSettings();
        string run = job.Folder.Run.Path;
        if (job.Status.State is TrialState.Stopped or TrialState.Paused)
        {
            // What was found in the data is in the run's own settings.
            RunConfiguration own = TrainingRun.ConfigurationOf(run);
            own = own with { Device = settings.Device, Memory = settings.Memory, Data = own.Data with { Folder = settings.Data.Folder }, Training = own.Training with { Epochs = settings.Training.Epochs } };
            return TrainingRun.Resume(run, own, new(), commandLine, Report, cancellation, resources, Note, job.PauseAfter);
        }

        if (job.Folder.MakeRoom() is string aside)
            Note($"Its folder was damaged ({job.Status.Message}): it is now {aside}, and the trial starts anew.");
        return TrainingRun.Start(settings, run, commandLine, Report, cancellation, resources, Note, job.PauseAfter);

        void Report(TrainingProgress progress) => say(new(name, TrialEventKind.Progress) { Progress = progress });
        void Note(string message) => say(new(name, TrialEventKind.Note) { Message = message });
    }
}
