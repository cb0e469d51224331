using System.Diagnostics;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Progress of a sweep on standard error: bars on a terminal, a line a trial elsewhere.</summary>
internal static class SweepProgressView
{
    /// <summary>Elsewhere than on a terminal, how often a trial that takes long is heard of.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Runs a sweep and shows how far it is.</summary>
    /// <param name="isShown">Whether anything is shown besides what the user should know.</param>
    /// <param name="folder">The sweep.</param>
    /// <param name="run">Runs it; it is given where to tell.</param>
    public static SweepOutcome Show(bool isShown, SweepFolder folder, Func<Action<TrialEvent>, SweepOutcome> run)
    {
        Counter counter = new(folder);
        if (!isShown)
            return run(happened => counter.Take(happened));
        if (Console.IsErrorRedirected)
            return run(happened => WriteLine(happened, counter));

        return MessageConsole.Terminal.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask all = context.AddTask(counter.Describe(), maxValue: Math.Max(1, counter.Total));
                all.Value = counter.Done;
                Dictionary<string, ProgressTask> running = [];
                return run(happened =>
                {
                    counter.Take(happened);
                    (all.Description, all.Value) = (Markup.Escape(counter.Describe()), counter.Done);
                    if (happened.Kind == TrialEventKind.Started)
                        running[happened.Trial] = context.AddTask(Markup.Escape(happened.Trial), maxValue: 1);
                    else if (happened.Progress is { } progress && running.TryGetValue(happened.Trial, out ProgressTask? task))
                        (task.Description, task.Value) = (Markup.Escape($"{happened.Trial}: {TrainingProgressView.Describe(progress)}"), TrainingProgressView.Share(progress));
                    else if (happened.Kind is not (TrialEventKind.Note or TrialEventKind.Progress) && running.Remove(happened.Trial, out ProgressTask? ended))
                        ended.Value = 1;
                });
            });
    }

    private static void WriteLine(TrialEvent happened, Counter counter)
    {
        bool isDue = counter.Take(happened);
        string? line = happened switch
        {
            { Kind: TrialEventKind.Finished, Summary: RunSummary summary } => $"{counter.Describe()}; {happened.Trial}: {Result(summary)}, {Format.Seconds(happened.Seconds)}",
            { Kind: TrialEventKind.Paused, Summary: RunSummary summary } => $"{counter.Describe()}; {happened.Trial}: rests after epoch {summary.Epochs}, {Result(summary)}, {Format.Seconds(happened.Seconds)}",
            { Kind: TrialEventKind.Failed } => $"{counter.Describe()}; {happened.Trial}: failed: {happened.Message}",
            { Kind: TrialEventKind.Stopped } => $"{happened.Trial}: stopped, its state is saved",
            { Progress: TrainingProgress progress } when isDue => $"{happened.Trial}: {TrainingProgressView.Describe(progress)}",
            _ => null,
        };
        if (line is not null)
            Console.Error.WriteLine(line);
    }

    private static string Result(RunSummary summary) => summary.Best.TryGetValue("validation", out SplitSummary? best)
        ? $"validation loss {Format.Loss(best.Loss)}{(best.Accuracy is double accuracy ? $", accuracy {Format.Percent(accuracy)}" : "")} at epoch {summary.BestEpoch}"
        : summary.Status;

    /// <summary>Counts trials, and says each thing that the user should know once.</summary>
    private sealed class Counter
    {
        private readonly HashSet<string> notes = [];
        private readonly Stopwatch sinceLine = Stopwatch.StartNew();
        private int failed;

        public Counter(SweepFolder folder)
        {
            IReadOnlyList<TrialStatus> trials = folder.Read();
            Total = trials.Count;
            Done = trials.Count(trial => trial.State == TrialState.Finished);
            failed = trials.Count(trial => trial.State == TrialState.Failed);
        }

        public int Total { get; }

        public int Done { get; private set; }

        public string Describe() => $"{Done} of {Total} trials{(failed > 0 ? $", {failed} failed" : "")}";

        /// <summary>Takes note; whether it is time for a line about a trial that takes long.</summary>
        public bool Take(TrialEvent happened)
        {
            Done += happened.Kind == TrialEventKind.Finished ? 1 : 0;
            failed += happened.Kind == TrialEventKind.Failed ? 1 : 0;
            if (happened is { Kind: TrialEventKind.Note, Message: string note } && notes.Add(note))
                MessageConsole.WriteLine($"{happened.Trial}: {note}");
            bool isDue = happened.Kind == TrialEventKind.Progress && sinceLine.Elapsed > Interval;
            if (isDue || happened.Kind is TrialEventKind.Finished or TrialEventKind.Failed)
                sinceLine.Restart();
            return isDue;
        }
    }
}
