using Bruno.Gpu.Files;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Rendering;

/// <summary>What was best in a sweep.</summary>
internal static class SweepBestView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(SweepTable table, SweepFolder folder, int count, bool json)
    {
        SweepTableRow[] best = [.. table.Ranked.Take(count)];
        TrialStatus trial = best[0].Finished.MinBy(trial => SweepTableRow.ValueOf(trial, "validation", SweepMetric.Loss))!;
        string run = folder.Trials.First(known => known.Trial.Name == trial.Trial.Name).Run.Path;
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new { trial = trial.Trial.Name, run, ranking = best.Select(row => SweepTableView.Json(table, row)) }));
            return;
        }

        SweepTableView.Write(new SweepTable(best).Readable(), format: null);
        Console.Out.WriteLine($"ranked by the mean validation loss at the best epoch of each seed; {table.Ranked.Count} of {table.Rows.Count} have results");
        Console.Out.WriteLine($"its best trial: {trial.Trial.Name}, best at epoch {trial.Summary!.BestEpoch}");
        Console.Out.WriteLine($"look at it: bruno evaluate {run}");
    }
}
