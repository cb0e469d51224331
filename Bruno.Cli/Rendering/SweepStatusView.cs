using System.Text.Json;
using Bruno.Gpu.Clusters;
using Bruno.Gpu.Files;
using Bruno.Gpu.Sweeps;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Where the trials of a sweep stand.</summary>
internal static class SweepStatusView
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="arrays">How many job arrays were submitted.</param>
    /// <param name="tasks">Their tasks; null where Slurm cannot be asked.</param>
    /// <param name="json">Whether JSON is wanted.</param>
    public static void Write(IReadOnlyList<TrialStatus> trials, int arrays, IReadOnlyList<SlurmTask>? tasks, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new { trials = Json(trials), slurm = SlurmTaskView.Json(tasks, TrialOf) }));
            return;
        }

        Table table = new Table().AddColumns("state", "trial", "epochs", "validation loss", "");
        foreach (TrialStatus trial in trials.OrderBy(trial => Order(trial.State)))
        {
            double? loss = BestLoss(trial);
            table.AddRow(
                NameOf(trial.State), Markup.Escape(trial.Trial.Name), $"{trial.EpochsDone}/{trial.Epochs}", loss is double value ? Format.Loss(value) : "-",
                Markup.Escape(trial.Owner is not null ? $"by {trial.Owner}" : trial.Message ?? ""));
        }

        AnsiConsole.Write(table);
        WriteCounts(trials);
        if (arrays > 0)
            SlurmTaskView.Write(tasks, TrialOf);

        string? TrialOf(SlurmTask task) => trials.FirstOrDefault(trial => trial.Owner?.Job?.Id == task.Id)?.Trial.Name;
    }

    /// <summary>Writes how many are in which state.</summary>
    public static void WriteCounts(IReadOnlyList<TrialStatus> trials) => Console.Out.WriteLine(CountsOf(trials));

    /// <summary>How many are in which state.</summary>
    public static string CountsOf(IReadOnlyList<TrialStatus> trials) =>
        $"{trials.Count} trials: {string.Join(", ", trials.GroupBy(trial => trial.State).OrderBy(group => Order(group.Key)).Select(group => $"{group.Count()} {NameOf(group.Key)}"))}";

    /// <summary>What JSON says of trials.</summary>
    public static IEnumerable<object> Json(IReadOnlyList<TrialStatus> trials) => trials.Select(trial => new
    {
        name = trial.Trial.Name,
        labels = trial.Trial.Labels.ToDictionary(label => label.Key, label => label.Value),
        seed = trial.Trial.Seed,
        state = trial.State,
        epochs = trial.Epochs,
        epochs_done = trial.EpochsDone,
        best_validation_loss = BestLoss(trial),
        owner = trial.Owner,
        exit_code = trial.Failure is { } failure ? (int?)failure.ExitCode : null,
        message = trial.Message,
        best_epoch = trial.Summary?.BestEpoch,
        best = trial.Summary?.Best,
    });

    /// <summary>The name of a state for people.</summary>
    public static string NameOf(TrialState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()).Replace('_', ' ');

    private static double? BestLoss(TrialStatus trial) =>
        trial.Metrics.Where(row => row.Split == "validation").Select(row => (double?)row.Loss).Min();

    private static int Order(TrialState state) => Array.IndexOf(
        [TrialState.Running, TrialState.Failed, TrialState.Damaged, TrialState.Stopped, TrialState.NotStarted, TrialState.Paused, TrialState.Finished], state);
}
