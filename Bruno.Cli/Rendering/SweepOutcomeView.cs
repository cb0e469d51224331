using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a sweep.</summary>
internal static class SweepOutcomeView
{
    /// <summary>Writes to standard output; the exit code is that of the first trial that failed, where any did.</summary>
    public static ExitCode Write(SweepOutcome outcome, string folder, bool json)
    {
        TrialStatus[] failed = [.. outcome.In(TrialState.Failed)];
        ExitCode code = outcome.WasCancelled ? ExitCode.Cancelled : failed.Length > 0 ? failed[0].Failure!.ExitCode : ExitCode.Ok;
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                status = outcome.WasCancelled ? "cancelled" : outcome.Trials.All(trial => trial.State is TrialState.Finished or TrialState.Paused) ? "completed" : "incomplete",
                folder,
                seconds = Math.Round(outcome.Seconds, 3),
                trials = SweepStatusView.Json(outcome.Trials),
            }));
            return code;
        }

        SweepTable table = SweepTable.Of(outcome.Trials);
        if (table.Ranked.Count > 0)
            SweepTableView.Write(table.Readable(), format: null);
        SweepStatusView.WriteCounts(outcome.Trials);
        foreach (TrialStatus trial in failed)
            Console.Out.WriteLine($"failed: {trial.Trial.Name}: {trial.Message}");
        foreach (TrialStatus trial in outcome.In(TrialState.Running))
            Console.Out.WriteLine($"running: {trial.Trial.Name}, by {trial.Owner}");
        Console.Out.WriteLine($"sweep folder: {folder} ({Format.Seconds(outcome.Seconds)} this time)");
        if (failed.Length > 0)
            Console.Out.WriteLine($"try those again that failed: bruno sweep run-trials {folder} --retry failed");
        if (outcome.WasCancelled)
            Console.Out.WriteLine($"go on with: bruno sweep run-trials {folder}");
        return code;
    }
}
