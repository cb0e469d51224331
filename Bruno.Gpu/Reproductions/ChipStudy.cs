using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Reproductions;

/// <summary>The trained networks of a sweep on virtual chips; each evaluation lies in the folder of its run, and one that is there is not made again.</summary>
internal sealed record ChipStudy
{
    /// <summary>How many chips each network is judged on.</summary>
    [Number(From = 1, To = 1_000_000)]
    public int Count { get; init; } = 20;

    /// <summary>What varies on the chips: settings over those of the runs.</summary>
    public UnboundSettings Settings { get; init; } = UnboundSettings.None;

    /// <summary>Judges all networks that were trained to the end.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="folders">Where they are, in the same order.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between groups of chips.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <returns>The mean accuracy of the chips of a network, over seeds.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<MeasuredResult> Measure(
        IReadOnlyList<TrialStatus> trials, IReadOnlyList<TrialFolder> folders, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        Dictionary<string, double> accuracies = [];
        foreach ((TrialStatus trial, TrialFolder folder) in trials.Zip(folders).Where(pair => pair.First.Summary is not null))
        {
            int done = accuracies.Count;
            Action<WorkProgress>? told = report is null ? null : progress => report(new($"{trial.Trial.Name}: {progress.Description}", (done + progress.Share) / trials.Count));
            accuracies.Add(trial.Trial.Name, Of(folder.Run.Path, told, cancellation, policy).Summaries[0].AccuracyMean);
        }

        return
        [
            .. SweepTable.Of(trials).Rows.Select(row => new MeasuredResult(
                ResultFigure.ChipAccuracy, row.Labels, SweepResults.Over(row, trial => accuracies.TryGetValue(trial.Trial.Name, out double accuracy) ? accuracy : null))),
        ];
    }

    private ChipReport Of(string run, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy)
    {
        string path = Path.Combine(run, "chips");
        ChipFolder folder = new(path, new());
        // The summary is written after the rows, when all chips are done.
        if (File.Exists(folder.Summary) && JsonFile.Read<ChipReport>(folder.Summary) is { Status: "completed" } known && known.Summaries[0].Chips == Count)
            return known;
        RunConfiguration configuration = TrainingRun.ConfigurationOf(run, new RunSettings([.. Settings.Select(setting => setting.Source)], []));
        ChipOutcome outcome = ChipEvaluation.Run(run, configuration, new() { Chips = Count }, report, cancellation, policy);
        if (outcome.Report.Status != "completed")
            throw new OperationCanceledException(cancellation);
        OutputPlace.MakeFolder(path, force: true);
        folder.Write(outcome);
        return outcome.Report;
    }
}
