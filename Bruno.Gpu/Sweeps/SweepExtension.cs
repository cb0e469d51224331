using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// What a sweep that has begun may become: it keeps every trial that it has, with its settings. More seeds, values, variants, points and
/// epochs extend it; anything else would put two sweeps under one name.
/// </summary>
internal static class SweepExtension
{
    private const int MostNames = 5;

    /// <summary>Settings that a trial may go on with, because its results are the same or it is only trained longer.</summary>
    private static readonly string[] Free = [Epochs, "device", "memory", "data.folder"];

    private const string Epochs = "training.epochs";

    /// <summary>Whether a trial that has begun may go on with another value of a setting.</summary>
    public static bool MayChange(SettingDifference difference) => Free.Any(difference.IsWithin);

    /// <summary>What changes in a sweep, if it may.</summary>
    /// <returns>The changes, a line each; none where nothing changes.</returns>
    /// <exception cref="BrunoException">It may not; the message names what changes and what would be lost.</exception>
    public static IReadOnlyList<string> Require(SweepFolder before, SweepPlan after)
    {
        string[] changes = [.. SettingDifference.Between(before.Sweep, after.Sweep).Select(change => change.ToString())];
        if (before.Trials.All(trial => trial.Read(isClaimed: false, []).State == TrialState.NotStarted))
            return changes;

        Dictionary<string, RunConfiguration> planned = after.Trials.ToDictionary(trial => trial.Trial.Name, trial => trial.Configuration);
        string[] lost = [.. before.Trials.Select(trial => trial.Trial.Name).Where(name => !planned.ContainsKey(name))];
        List<(string Name, SettingDifference Difference)> refused = [];
        foreach (TrialFolder trial in before.Trials.Where(trial => planned.ContainsKey(trial.Trial.Name) && File.Exists(trial.Settings)))
        {
            RunConfiguration settings = trial.ReadSettings(), asked = planned[trial.Trial.Name];
            refused.AddRange(SettingDifference.Between(settings, asked)
                .Where(difference => !MayChange(difference) || (difference.Path == Epochs && asked.Training.Epochs < settings.Training.Epochs))
                .Select(difference => (trial.Trial.Name, difference)));
        }

        if (lost.Length == 0 && refused.Count == 0)
            return changes;

        List<string> lines = [$"The folder '{before.Path}' holds another sweep, which this would change:", .. changes.Select(change => $"  {change}")];
        if (lost.Length > 0)
            lines.Add($"{lost.Length} of its trials would not belong to it any more: {Names(lost)}.");
        lines.AddRange(refused.GroupBy(entry => entry.Difference).Select(entry => $"Trials that have begun would change, {entry.Key}: {Names([.. entry.Select(trial => trial.Name)])}."));
        lines.Add("A sweep that has begun is extended by more seeds, values, variants, points or epochs: ask for all that it has, and more; or take another folder with --output.");
        throw new BrunoException(ExitCode.Usage, string.Join('\n', lines));
    }

    private static string Names(string[] names) =>
        string.Join("; ", names.Take(MostNames)) + (names.Length > MostNames ? $" and {names.Length - MostNames} more" : "");
}
