using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>The trials of a sweep before they are trained.</summary>
internal static class SweepPlanView
{
    /// <summary>Writes to standard output; says with the exit code whether all of them fit.</summary>
    public static ExitCode Write(SweepPlan plan, IReadOnlyList<TrialEstimate> estimates, bool json)
    {
        bool fits = estimates.All(estimate => estimate.Memory.Fits);
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new { trials = plan.Trials.Select(trial => trial.Trial.Name), estimates }));
            return fits ? ExitCode.Ok : ExitCode.OutOfMemory;
        }

        Table table = new Table().AddColumns("trials", "seeds", "epochs", "device memory", "time of a trial");
        foreach (TrialEstimate estimate in estimates)
        {
            table.AddRow(
                Markup.Escape(estimate.Group.Length > 0 ? estimate.Group : "all"), Format.Number(estimate.Trials), Format.Number(estimate.Epochs),
                ByteSize.Format(estimate.Memory.Bytes) + (estimate.Memory.Fits ? "" : $", of {ByteSize.Format(estimate.Memory.Available)}: does not fit"),
                estimate.Memory.Time is { } time ? MemoryPlanView.Seconds(time.RunSeconds) : "-");
        }

        AnsiConsole.Write(table);
        double seconds = estimates.Sum(estimate => estimate.Trials * (estimate.Memory.Time?.RunSeconds ?? 0));
        Console.Out.WriteLine($"{plan.Trials.Count} trials, about {MemoryPlanView.Seconds(seconds)} one after the other without halving: estimated from a training step of each on random input");
        foreach (PlannedTrial trial in plan.Trials)
            Console.Out.WriteLine($"  {trial.Trial.Name}");
        return fits ? ExitCode.Ok : ExitCode.OutOfMemory;
    }
}
