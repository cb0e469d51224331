using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>The configuration with what differs between variants, and what the runs ran on.</summary>
internal static class ConfigurationSection
{
    /// <summary>The settings.</summary>
    public static XElement? OfSettings(ReportContent content)
    {
        if (content.Variants.Count == 0)
            return null;
        Variant first = content.Variants[0];
        string summary = content.Variants.Count == 1 ? "All settings" : $"All settings of '{first.Name}'; the others differ as above";
        return Block("div",
            content.Tables.TryGetValue("settings", out ReportTable? table) ? HtmlTable.Of(table) : null,
            Block("details", Block("summary", summary), Block("pre", ConfigurationWriter.Write(first.Configuration))));
    }

    /// <summary>What the runs ran on, a row for each kind of machine and program.</summary>
    public static XElement? OfEnvironment(ReportContent content)
    {
        var groups = content.Runs.Where(run => run.Environment is not null).GroupBy(run => RowOf(run.Environment!)).ToArray();
        if (groups.Length == 0)
            return null;
        ReportTable table = new("environment", "What the runs ran on",
            [
                new("runs", "runs", ColumnKind.Number, ValueFormat.Whole), new("Bruno", "program"), new("accelerator", "accelerator"), new("driver", "driver"), new("precision", "precision"),
                new("processor", "processor"), new("system", "system"), new("runtime", "runtime"),
            ],
            [.. groups.Select(group => (IReadOnlyList<TableCell>)[(double)group.Count(), .. group.Key.Split('\n').Select(text => (TableCell)(text.Length > 0 ? text : null))])]);
        return HtmlTable.Of(table.WithoutEmptyColumns());
    }

    private static string RowOf(EnvironmentReport environment) => string.Join(
        '\n',
        environment.Commit is { Length: > 7 } commit ? $"{environment.ProgramVersion} ({commit[..7]})" : environment.ProgramVersion,
        environment.Accelerator is { } accelerator ? $"{accelerator.Name} ({accelerator.Kind})" : "",
        environment.Accelerator?.Platform ?? environment.Accelerator?.DriverVersion ?? "",
        environment.Precision ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{environment.Cpu ?? environment.Architecture}, {environment.Cores} cores"),
        environment.OperatingSystem, environment.Runtime);
}
