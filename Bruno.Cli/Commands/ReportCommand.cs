using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.RunReports;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.Statistics;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno report</c>: runs and sweeps as one HTML file, and as tables for papers.</summary>
internal static class ReportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string[]> runs = new("run") { Description = "Folders of runs, or folders that hold runs, such as sweeps.", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--output") { Description = "The page to write; it is complete in itself.", HelpName = "FILE.html" };
        Option<string?> tables = new("--tables") { Description = "Writes all tables into this folder.", HelpName = "DIR" };
        Option<string> format = new("--format")
        {
            Description = "Formats of the tables: csv (SI units, all digits), markdown, latex (booktabs).", HelpName = "LIST", DefaultValueFactory = _ => "csv,markdown,latex",
        };
        Option<string?> title = new("--title") { Description = "The title; the names of the folders where it is left out.", HelpName = "TEXT" };
        Option<int?> detail = new("--runs-in-detail")
        {
            Description = "Of how many variants, the best first, the best run is run again on its test set: confusion matrix, spikes, trajectories, weights"
                + $" (default {ReportOptions.UsualRunsInDetail}; 0 of more than {ReportOptions.FewRuns} runs).",
            HelpName = "N",
        };
        Option<string> samples = new("--samples") { Description = "Test samples whose spikes and trajectories are shown, from 0.", HelpName = "LIST", DefaultValueFactory = _ => "0" };
        Option<double> confidence = Quantity.Share.Option("--confidence", "The confidence of intervals, 0.95 or 95%.", ConfidenceInterval.Usual);
        Option<string?> device = new("--device") { Description = "The compute device of runs in detail; that of each run where it is left out.", HelpName = "NAME" };
        Option<bool> force = new("--force") { Description = "Writes over files that are there." };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option<bool> json = new("--json") { Description = "Prints what was written as JSON." };
        Command command = new("report", """
            Reports runs: one HTML file with learning curves over seeds, means and standard deviations, paired differences with confidence
            intervals, accuracy against bits, energy and variability, confusion matrices, spikes, trajectories, weights, chips, time and memory;
            and the same tables as CSV, Markdown and LaTeX. Runs whose settings differ in the seed alone are one variant. The epoch and the
            best variant are chosen by validation. Runs that are damaged or did not end are named and take no part in means.

            Examples:
              bruno report runs/quickstart-20260101-120000 --output report.html
              bruno report SWEEP --output report.html --samples 0,5 --runs-in-detail 6
              bruno report SWEEP --tables tables --format latex
            """);
        command.Add(runs);
        Option[] options = [output, tables, format, title, detail, samples, confidence, device, force, noProgress, json];
        foreach (Option option in options)
            command.Add(option);
        command.SetAction((result, cancellation) =>
        {
            string? page = result.GetValue(output), folder = result.GetValue(tables);
            if (page is null && folder is null)
                throw new BrunoException(ExitCode.Usage, "Where to? Give a file for the page with --output, a folder for tables with --tables, or both.");
            TableFormat[] formats = [.. CommaList.Names("--format", result.GetRequiredValue(format)).Select(FormatOf)];
            ReportOptions wanted = new()
            {
                Title = result.GetValue(title),
                // Without a page nobody sees them.
                RunsInDetail = page is null ? 0 : NotNegative("--runs-in-detail", result.GetValue(detail)),
                Samples = CommaList.Integers("--samples", result.GetRequiredValue(samples), least: 0),
                Confidence = result.GetValue(confidence) is > 0 and < 1 and double share
                    ? share
                    : throw new BrunoException(ExitCode.Usage, "--confidence must be above 0 and below 1, such as 0.95."),
                Device = result.GetValue(device),
            };
            if (page is not null)
                OutputPlace.RequireFree(page, result.GetValue(force));
            if (folder is not null)
                OutputPlace.RequireFreeFolder(folder, result.GetValue(force));
            RunReport report = WorkProgressView.Show(
                !result.GetValue(noProgress), progress => RunReport.Make(result.GetRequiredValue(runs), wanted, progress, cancellation, DeviceChoiceView.Policy));
            return Task.FromResult((int)RunReportView.Write(report, page, folder, formats, result.GetValue(json)));
        });
        return command;
    }

    private static TableFormat FormatOf(string name) => Enum.TryParse(name, ignoreCase: true, out TableFormat format) && !char.IsAsciiDigit(name[0])
        ? format
        : throw new BrunoException(ExitCode.Usage, $"--format: '{name}' is not one of csv, markdown, latex{NearestName.Hint(name, ["csv", "markdown", "latex"])}");

    private static int? NotNegative(string option, int? value) =>
        value is not < 0 ? value : throw new BrunoException(ExitCode.Usage, $"{option} must not be negative, is {value}.");
}
