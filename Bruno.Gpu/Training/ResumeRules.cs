using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>
/// Which settings a resume may change. All others decide what the network is, what it is trained for or what it is judged on:
/// a run that changed them halfway would be two runs under one name.
/// </summary>
internal static class ResumeRules
{
    /// <summary>What a resume may change, and what becomes of it.</summary>
    public static IReadOnlyList<(string Key, string Effect)> Free { get; } =
    [
        ("device", "another compute device; results differ by rounding"),
        ("memory.segment", "what is kept of the past; the gradient is the same"),
        ("memory.tape_every", "what is kept of the past; the gradient is the same"),
        ("memory.window", "what is kept of the past; the gradient is the same"),
        ("memory.limit", "how much memory may be used"),
        ("training.epochs", "how long it goes on; the schedules cosine and one_cycle, and the narrowing of delays, are stretched over them"),
        ("optimizer.learning_rate", "from the next epoch on; an epoch that was interrupted ends with its own"),
        ("optimizer.clip_norm", "at once"),
        ("optimizer.rates", "at once"),
        ("optimizer.weight_decay", "at once"),
        ("optimizer.average_over", "at once; a mean that begins, begins with the parameters of then"),
        ("schedule", "from the next epoch on"),
        ("gradient", "at once; the integrators stay"),
        ("energy", "figures of later epochs"),
        ("data.folder", "where the same data are"),
    ];

    /// <summary>The settings that a resume may change, in a sentence.</summary>
    public static string Summary => $"Without it a resume may change {string.Join(", ", Free.Select(entry => entry.Key))}.";

    /// <summary>What a fresh optimizer may change besides.</summary>
    public const string OfFreshOptimizer = "optimizer";

    /// <summary>Settings whose losses cannot be compared with those before: the best epoch is found anew.</summary>
    private static readonly string[] MakesLossesDiffer = ["loss", "data"];

    /// <summary>What a resume changes, if it may.</summary>
    /// <exception cref="BrunoException">It may not; the message names every key.</exception>
    public static IReadOnlyList<SettingDifference> Require(RunConfiguration before, RunConfiguration after, ResumeOptions options)
    {
        IReadOnlyList<SettingDifference> changes = SettingDifference.Between(before, after);
        IEnumerable<string> free = [.. Free.Select(entry => entry.Key), .. options.Allowed, .. options.FreshOptimizer ? [OfFreshOptimizer] : Array.Empty<string>(), .. HasNoData(before) ? ["data"] : Array.Empty<string>()];
        SettingDifference[] refused = [.. changes.Where(change => !free.Any(change.IsWithin))];
        if (refused.Length == 0)
            return changes;

        List<string> lines = ["A resumed run keeps these settings:", .. refused.Select(change => $"  {change}")];
        if (refused.All(change => change.IsWithin(OfFreshOptimizer)))
            lines.Add("Start the optimizer anew with --fresh-optimizer, or leave them as they were.");
        else
            lines.Add($"Leave them as they were, train anew, or allow each by name: --allow {refused[0].Path}. A resume may change {string.Join(", ", Free.Select(entry => entry.Key))}.");
        throw new BrunoException(ExitCode.Usage, string.Join('\n', lines));
    }

    /// <summary>Refuses, or tells, that data are others than those that a run was trained on although no setting says so.</summary>
    /// <param name="before">The checksum of those that it was trained on, if it is known.</param>
    /// <param name="after">The checksum of those that are there.</param>
    /// <param name="changes">What a resume changes.</param>
    /// <param name="options">What is asked for besides going on.</param>
    /// <param name="note">Told where they may be others.</param>
    /// <exception cref="BrunoException">They may not.</exception>
    public static void RequireData(string? before, string after, IReadOnlyList<SettingDifference> changes, ResumeOptions options, Action<string>? note)
    {
        if (before is null || before == after)
            return;
        string what = $"The data are not those that the run was trained on (XXH128 {after}, not {before})";
        bool isAsked = changes.Any(change => change.IsWithin("data") && !change.IsWithin("data.folder"))
            || options.Allowed.Any(key => key == "data" || key.StartsWith("data.", StringComparison.Ordinal));
        if (!isAsked)
        {
            throw new BrunoException(
                ExitCode.Usage, $"{what}: samples that it learned from may be tested on now. Give it those data (--set data.folder=FOLDER), train anew, or go on with these: --allow data.");
        }

        note?.Invoke($"{what}, as was asked for.");
    }

    /// <summary>Whether a run has no data yet: an imported network, which has not been trained here.</summary>
    private static bool HasNoData(RunConfiguration configuration) => configuration.Data is { Name: FileDataset.FilesName, Path: null };

    /// <summary>Whether losses after these changes cannot be compared with those before.</summary>
    internal static bool ForgetsBest(IReadOnlyList<SettingDifference> changes) =>
        changes.Any(change => !change.IsWithin("data.folder") && MakesLossesDiffer.Any(change.IsWithin));
}
