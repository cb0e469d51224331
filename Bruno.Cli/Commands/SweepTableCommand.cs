using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep table</c>: means and deviations over seeds.</summary>
internal static class SweepTableCommand
{
    private const string Validation = "validation", Test = "test", Train = "train";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> path = SweepArgument.Create();
        Option<string?> format = new("--format") { Description = "csv (all digits), markdown or latex (booktabs); a table for the terminal if not given.", HelpName = "NAME" };
        format.AcceptOnlyFromAmong("csv", "markdown", "latex");
        Option<string?> columns = new("--columns") { Description = "The key whose values are columns, such as bits; the cells then hold one figure.", HelpName = "KEY" };
        Option<string?> rows = new("--rows") { Description = "With --columns, the keys whose values are rows, separated by commas (default all others).", HelpName = "KEYS" };
        Option<string?> metric = new("--metric") { Description = "With --columns, the figure: accuracy, loss, rms-error or energy (default accuracy where there is one).", HelpName = "NAME" };
        metric.AcceptOnlyFromAmong("accuracy", "loss", "rms-error", "energy");
        Option<string> split = new("--split") { Description = "With --columns, the split.", DefaultValueFactory = _ => Test };
        split.AcceptOnlyFromAmong(Test, Validation, Train);
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("table", """
            Mean and standard deviation (of the sample, n - 1) over the seeds, at the epoch with the lowest validation loss of each
            trial. Trials that are not finished are left out, and n says so.

            Examples:
              bruno sweep table runs/bits
              bruno sweep table runs/bits --format latex
              bruno sweep table runs/bits --rows variant --columns bits --metric accuracy --format markdown
            """);
        command.Add(path);
        Option[] own = [format, rows, columns, metric, split, json];
        foreach (Option option in own)
            command.Add(option);
        command.SetAction(result => (int)Run(
            result.GetValue(path)!, result.GetValue(format), result.GetValue(rows), result.GetValue(columns), result.GetValue(metric), result.GetValue(split)!, result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string path, string? format, string? rows, string? columns, string? metric, string split, bool json)
    {
        if (columns is null && (rows ?? metric) is not null)
            throw new BrunoException(ExitCode.Usage, "--rows and --metric are about the cells of a table whose columns --columns names: give it too.");
        SweepTable table = SweepTable.Of(SweepFolder.Open(path).Read());
        if (json)
        {
            SweepTableView.WriteJson(table);
            return ExitCode.Ok;
        }

        bool exact = format == "csv";
        ResultTable result = columns is null ? exact ? table.Exact() : table.Readable()
            : table.Pivot(rows is null ? [] : CommaList.Names("--rows", rows), columns, split, MetricOf(metric) ?? table.MainMetric, exact);
        SweepTableView.Write(result, format);
        return ExitCode.Ok;
    }

    private static SweepMetric? MetricOf(string? name) => name switch
    {
        "accuracy" => SweepMetric.Accuracy,
        "loss" => SweepMetric.Loss,
        "rms-error" => SweepMetric.RmsError,
        "energy" => SweepMetric.EnergyJoules,
        _ => null,
    };
}
