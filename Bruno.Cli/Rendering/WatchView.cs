using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bruno.Cli.Rendering;

/// <summary>A run or a sweep that is being trained, as it stands.</summary>
internal static class WatchView
{
    private const int MostTrials = 20, CurveColumns = 40;

    /// <summary>The curves of a run.</summary>
    /// <param name="rows">Its metrics.</param>
    /// <param name="epochs">How many epochs it will have.</param>
    public static IRenderable OfRun(IReadOnlyList<MetricsRow> rows, int epochs)
    {
        Table table = new Table().AddColumns("", "from the first epoch", "first", "best", "last");
        foreach (string split in (string[])["train", "validation", "test"])
        {
            MetricsRow[] own = [.. rows.Where(row => row.Split == split)];
            AddCurve(table, $"{split} loss", [.. own.Select(row => row.Loss)], Format.Loss, values => values.Min());
            AddCurve(table, $"{split} accuracy", [.. own.Select(row => row.Accuracy).OfType<double>()], Format.Percent, values => values.Max());
        }

        int done = rows.Select(row => row.Epoch).DefaultIfEmpty().Max();
        MetricsRow? best = rows.Where(row => row.Split == "validation").MinBy(row => row.Loss);
        return new Rows(table, new Text($"epoch {done} of {epochs}{(best is null ? "" : $", lowest validation loss at epoch {best.Epoch}")}"));
    }

    /// <summary>The trials of a sweep: those at work with their curves, what has failed, and what is best so far.</summary>
    public static IRenderable OfSweep(IReadOnlyList<TrialStatus> trials)
    {
        Table table = new Table().AddColumns("trial", "state", "epochs", "validation loss", "best");
        TrialStatus[] shown = [.. trials.Where(trial => trial.State is not (TrialState.Finished or TrialState.NotStarted)).OrderByDescending(trial => trial.State == TrialState.Running).Take(MostTrials)];
        foreach (TrialStatus trial in shown)
        {
            double[] losses = [.. trial.Metrics.Where(row => row.Split == "validation").Select(row => row.Loss)];
            table.AddRow(
                Markup.Escape(trial.Trial.Name), SweepStatusView.NameOf(trial.State), $"{trial.EpochsDone}/{trial.Epochs}", Curve(losses), losses.Length > 0 ? Format.Loss(losses.Min()) : "-");
        }

        List<IRenderable> parts = [new Text(SweepStatusView.CountsOf(trials))];
        if (shown.Length > 0)
            parts.Insert(0, table);
        SweepTable results = SweepTable.Of(trials);
        if (results.Ranked.Count > 0)
            parts.Add(SweepTableView.Of(new SweepTable([.. results.Ranked.Take(MostTrials)]).Readable()));
        return new Rows(parts);
    }

    private static void AddCurve(Table table, string name, double[] values, Func<double, string> format, Func<double[], double> best)
    {
        if (values.Length > 0)
            table.AddRow(name, Curve(values), format(values[0]), format(best(values)), format(values[^1]));
    }

    private static string Curve(IReadOnlyList<double> values) => Sparkline.Of(values, CurveColumns, AnsiConsole.Profile.Capabilities.Unicode);
}
