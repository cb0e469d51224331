using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// What a sweep keeps of a trial, under <c>trials</c>: <c>NAME.toml</c>, its settings; <c>NAME</c>, the folder of its run, as <c>bruno train</c>
/// makes it; and <c>NAME.claim</c> as long as a process is at it.
/// </summary>
/// <param name="trials">The folder of all trials.</param>
/// <param name="trial">The trial.</param>
internal sealed class TrialFolder(string trials, Trial trial)
{
    /// <summary>The trial.</summary>
    public Trial Trial { get; } = trial;

    /// <summary>The folder of its run.</summary>
    public RunFolder Run { get; } = new(Path.Combine(trials, trial.Name));

    /// <summary>Its settings, TOML.</summary>
    public string Settings => Path.Combine(trials, $"{Trial.Name}.toml");

    private string Claim => Path.Combine(trials, $"{Trial.Name}.claim");

    private string FailureFile => Path.Combine(Run.Path, "failure.json");

    /// <summary>Its settings.</summary>
    /// <exception cref="BrunoException">They are missing, or have faults.</exception>
    public RunConfiguration ReadSettings() => new RunSettings([ConfigurationSource.FromFile(Settings)], []).Bind();

    /// <summary>Takes the trial for this process, if no other has it.</summary>
    /// <exception cref="BrunoException">The folder cannot be written.</exception>
    public FolderClaim? TryClaim() => FolderClaim.TryTake(Claim, out _);

    /// <summary>Where the trial stands.</summary>
    /// <param name="isClaimed">Whether this process has it, so that nobody else is at it; the checkpoint is then looked into as well.</param>
    /// <param name="rungs">Epochs after which trials rest.</param>
    public TrialStatus Read(bool isClaimed, IReadOnlyList<int> rungs)
    {
        RunConfiguration settings;
        try
        {
            settings = ReadSettings();
        }
        catch (BrunoException exception)
        {
            return new(Trial, TrialState.Failed, 0)
            {
                Message = $"Its settings cannot be read; the command that made the sweep writes them anew. {exception.Message}",
                Failure = new(exception.ExitCode, exception.Message),
            };
        }

        TrialStatus status = new(Trial, TrialState.NotStarted, settings.Training.Epochs);
        if (!isClaimed && FolderClaim.OwnerOf(Claim) is { } owner)
        {
            IReadOnlyList<MetricsRow> known = TryRead(() => MetricsLog.Read(Run.Metrics), out _) ?? [];
            return status with { State = TrialState.Running, Owner = owner, Metrics = known, EpochsDone = DoneOf(known) };
        }

        if (!Directory.Exists(Run.Path))
            return status;
        if (File.Exists(FailureFile))
        {
            TrialFailure failure = TryRead(() => JsonFile.Read<TrialFailure>(FailureFile), out string? unreadable) ?? new(ExitCode.Data, unreadable!);
            IReadOnlyList<MetricsRow> known = TryRead(() => MetricsLog.Read(Run.Metrics), out _) ?? [];
            return status with { State = TrialState.Failed, Message = failure.Message, Failure = failure, Metrics = known, EpochsDone = DoneOf(known) };
        }

        return OfRun(status, settings, isClaimed, rungs);
    }

    /// <summary>Records that the trial failed.</summary>
    /// <exception cref="BrunoException">The folder cannot be written.</exception>
    public void Fail(TrialFailure failure) => JsonFile.Write(FailureFile, failure);

    /// <summary>Forgets that the trial failed: it goes on from its last checkpoint, or starts anew where it has none.</summary>
    /// <exception cref="BrunoException">The folder cannot be written.</exception>
    public void ForgetFailure() => Change(() => File.Delete(FailureFile));

    /// <summary>Makes room for a new run: what was begun before its first checkpoint is removed, whatever else is there moved aside.</summary>
    /// <returns>Where to it was moved; none where nothing was lost.</returns>
    /// <exception cref="BrunoException">The folder cannot be written.</exception>
    public string? MakeRoom()
    {
        if (!Directory.Exists(Run.Path))
            return null;
        if (!HasBegun)
        {
            Change(() => Directory.Delete(Run.Path, recursive: true));
            return null;
        }

        string aside = Enumerable.Range(1, int.MaxValue).Select(number => FormattableString.Invariant($"{Run.Path}.damaged-{number}")).First(path => !Directory.Exists(path));
        Change(() => Directory.Move(Run.Path, aside));
        return aside;
    }

    /// <summary>Whether the run saved anything: before, a process that is killed leaves settings and empty folders.</summary>
    private bool HasBegun => File.Exists(Run.LastCheckpoint) || File.Exists(Run.PreviousCheckpoint) || File.Exists(Run.Metrics) || File.Exists(Run.Summary) || File.Exists(Run.BestCheckpoint);

    private TrialStatus OfRun(TrialStatus status, RunConfiguration settings, bool isClaimed, IReadOnlyList<int> rungs)
    {
        if (!HasBegun)
            return status;
        string? fault = null;
        if (!File.Exists(Run.LastCheckpoint) && !File.Exists(Run.PreviousCheckpoint))
            fault = "checkpoints/last.ckpt is missing";
        RunConfiguration? trained = fault is null ? TryRead(() => TrainingRun.ConfigurationOf(Run.Path), out fault) : null;
        if (trained is not null && Different(trained, settings) is { Count: > 0 } differences)
            fault = $"its run has other settings: {string.Join("; ", differences)}";
        IReadOnlyList<MetricsRow>? rows = fault is not null ? null : File.Exists(Run.Metrics) ? TryRead(() => MetricsLog.Read(Run.Metrics), out fault) : [];
        RunSummary? summary = fault is null && File.Exists(Run.Summary) ? TryRead(() => JsonFile.Read<RunSummary>(Run.Summary), out fault) : null;
        int done = DoneOf(rows ?? []);
        bool isFinished = summary is { Status: RunSummary.Completed } && summary.Epochs >= status.Epochs;
        if (isFinished && (done < summary!.Epochs || !File.Exists(Run.BestCheckpoint)))
            fault = done < summary.Epochs ? "rows of metrics.csv are missing" : "checkpoints/best.ckpt is missing";
        // A file that cannot be read was not torn by this program, which replaces files whole.
        if (fault is null && !isFinished && isClaimed && TryRead(() => Run.LoadCheckpoint("last", null), out fault) is { } checkpoint)
            done = Math.Min(done, checkpoint.HeaderAs<RunState>().Epoch);
        if (fault is not null)
            return status with { State = TrialState.Damaged, Message = fault };
        return status with
        {
            State = isFinished ? TrialState.Finished : rungs.Contains(done) && done < status.Epochs ? TrialState.Paused : TrialState.Stopped,
            EpochsDone = done,
            Metrics = [.. rows!.Where(row => row.Epoch <= done)],
            Summary = isFinished ? summary : null,
        };
    }

    private static IReadOnlyList<SettingDifference> Different(RunConfiguration trained, RunConfiguration settings)
    {
        // The run's own settings say what was found in its data.
        RunConfiguration asked = settings.Accept();
        return [.. SettingDifference.Between(asked with { Data = trained.Data, Loss = trained.Loss }, trained).Where(difference => !SweepExtension.MayChange(difference))];
    }

    private static int DoneOf(IReadOnlyList<MetricsRow> rows) =>
        rows.GroupBy(row => row.Epoch).Where(epoch => epoch.Count() == 3).Select(epoch => epoch.Key).DefaultIfEmpty().Max();

    private static T? TryRead<T>(Func<T> read, out string? fault)
        where T : class
    {
        fault = null;
        try
        {
            return read();
        }
        catch (BrunoException exception)
        {
            fault = exception.Message;
            return null;
        }
    }

    private void Change(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.WriteFailed, $"The folder '{Run.Path}' cannot be changed: {exception.Message}", exception);
        }
    }
}
