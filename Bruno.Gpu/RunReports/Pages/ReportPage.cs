using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Statistics;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>
/// A report as one HTML file that needs nothing else: style and script are inside, and a policy that allows these two by their checksums and nothing more.
/// The file is well-formed XML as well.
/// </summary>
internal static class ReportPage
{
    private const int MostDifferencesDrawn = 24;

    private static readonly string Style = Resource("report.css"), Script = Resource("report.js");

    /// <summary>The text of the file.</summary>
    public static string Of(ReportContent content)
    {
        (string Id, string Title, XElement? Body)[] sections =
        [
            ("preface", content.Preface?.Heading ?? "", Preface(content)),
            .. content.Variants.Count > 0 ? OfRuns(content) : [],
        ];
        (string Id, string Title, XElement? Body)[] there = [.. sections.Where(section => section.Body is not null)];
        XElement body = Block("body",
            Block("header", Block("h1", content.Title), Block("p", A("class", "lead"), Lead(content)), Faults(content)),
            Block("nav", A("aria-label", "Contents"), there.Select(section => Block("a", A("href", $"#{section.Id}"), section.Title))),
            Block("main", there.Select(section => Block("section", A("id", section.Id), Block("h2", section.Title), section.Body))),
            Block("footer", Block("p", string.Create(
                CultureInfo.InvariantCulture, $"Made by Bruno {content.Version} on {content.Time:yyyy-MM-dd HH:mm} UTC. This file is complete in itself."))));
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\" />\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; ");
        page.Append(CultureInfo.InvariantCulture, $"style-src 'sha256-{Checksum(Style)}'; script-src 'sha256-{Checksum(Script)}'\" />\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(Clean(content.Title))}</title>\n<style>{Style}</style>\n</head>\n");
        page.Append(body.ToString(SaveOptions.DisableFormatting).Replace("</body>", $"<script>{Script}</script>\n</body>", StringComparison.Ordinal));
        return page.Append("\n</html>\n").ToString();
    }

    private static (string Id, string Title, XElement? Body)[] OfRuns(ReportContent content) =>
    [
        ("results", "Results", Results(content)),
        ("curves", "Learning curves", CurveSection.Of(content)),
        ("differences", "Differences between variants", Differences(content)),
        ("trade-offs", "What accuracy costs", TradeOffSection.Of(content)),
        ("energy", "Energy", Energy(content)),
        ("chips", "Virtual chips", ChipSection.Of(content)),
        ("detail", "Runs in detail", Detail(content)),
        ("runs", "Runs, time and memory", Table(content, "runs")),
        ("settings", "Configuration", ConfigurationSection.OfSettings(content)),
        ("environment", "Environment", ConfigurationSection.OfEnvironment(content)),
    ];

    private static XElement? Preface(ReportContent content) => content.Preface is not { } preface ? null : Block("div",
        preface.Paragraphs.Select(paragraph => Block("p", paragraph)),
        preface.Tables.Select(HtmlTable.Of),
        preface.Remarks.Count == 0 ? null : Block("div", Block("p", "What differs:"), Block("ul", preface.Remarks.Select(remark => Block("li", remark)))));

    private static string Lead(ReportContent content)
    {
        if (content.Runs.Count == 0)
            return "";
        int seeds = content.Runs.Select(run => run.Configuration?.Seed).OfType<ulong>().Distinct().Count();
        string lead = $"{Count(content.Runs.Count, "run")} of {Count(content.Variants.Count, "variant")} with {Count(seeds, "seed")}.";
        Variant? best = ResultTables.BestOf(content.Variants) is int index ? content.Variants[index] : content.Variants.Count == 1 ? content.Variants[0] : null;
        Measure measure = Measure.Of(content.Runs);
        if (best?.Of(run => measure.Of(run, "test")) is not SampleStatistics test)
            return lead;
        string deviation = test.Deviation is double spread ? $"\u00a0±\u00a0{measure.Format.ShowDeviation(spread, test.Mean)}" : "";
        string what = $"test {measure.Name} {measure.Format.Show(test.Mean)}{deviation}{(measure.Format.Unit.Length > 0 ? $"\u00a0{measure.Format.Unit}" : "")}";
        return content.Variants.Count > 1 ? $"{lead} Best by validation: {best.Name}, {what}." : $"{lead} In the epoch with the lowest validation loss: {what}.";

        static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
    }

    private static XElement? Faults(ReportContent content)
    {
        XElement[] items =
        [
            .. from run in content.Runs
               from fault in run.Faults
               select Block("li", Block("b", run.Name), $": {fault}"),
            .. from run in content.Runs
               where run.Configuration is not null && !run.IsComplete
               select Block("li", Block("b", run.Name), string.Create(CultureInfo.InvariantCulture, $": {run.Status} after {run.Epochs} epochs; it takes no part in means.")),
        ];
        return items.Length == 0 ? null : Block("aside", A("class", "missing"), Block("p", "What is not whole:"), Block("ul", items));
    }

    private static XElement? Results(ReportContent content) => content.Variants.Count == 0 ? null : Table(content, "variants");

    private static XElement? Differences(ReportContent content)
    {
        if (!content.Tables.TryGetValue("differences", out ReportTable? table))
            return null;
        TableColumn column = table.Columns[3];
        (string, double, ConfidenceInterval?)[] rows =
        [
            .. from row in table.Rows.Take(MostDifferencesDrawn)
               let scale = column.Format!.Scale
               let interval = row[3].Interval
               select ($"{row[0].Text} less {row[1].Text}", row[3].Value!.Value * scale, interval is null ? null : new ConfidenceInterval(interval.Lower * scale, interval.Upper * scale, interval.Confidence)),
        ];
        return Block("div",
            HtmlTable.Of(table with { Columns = [new("#", "number", ColumnKind.Number, ValueFormat.Whole), .. table.Columns], Rows = [.. table.Rows.Select((row, i) => (IReadOnlyList<TableCell>)[i + 1.0, .. row])] }),
            Block("figure", A("class", "half"), Block("figcaption", "The same differences: coloured where the interval does not hold 0"), ChartKinds.Differences("differences with intervals", column.Title, rows)));
    }

    private static XElement? Energy(ReportContent content)
    {
        if (Table(content, "energy") is not XElement table)
            return null;
        string[] sources = [.. content.Runs.Select(run => run.Summary).OfType<Training.RunSummary>().SelectMany(summary => summary.EnergyAssumptions).Distinct()];
        return Block("div", table, sources.Length == 0 ? null : Block("details", Block("summary", "Figures and sources"), Block("ul", sources.Select(source => Block("li", source)))));
    }

    private static XElement? Detail(ReportContent content)
    {
        if (content.Details.Count == 0 && content.DetailNote is null)
            return null;
        Variant[] shown = CurveSection.ShownOf(content.Variants);
        return Block("div",
            content.DetailNote is null ? null : Block("p", A("class", "note"), content.DetailNote),
            content.Details.Select(detail => DetailSection.Of(detail.Variant, detail.Run, detail.Inspection, shown.Length < 2 ? 0 : Math.Max(0, Array.FindIndex(shown, variant => variant.Name == detail.Variant.Name)))));
    }

    private static XElement? Table(ReportContent content, string name) =>
        content.Tables.TryGetValue(name, out ReportTable? table) && table.Rows.Count > 0 ? HtmlTable.Of(table) : null;

    private static string Checksum(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        string full = typeof(ReportPage).Assembly.GetManifestResourceNames().Single(known => known.EndsWith($".{name}", StringComparison.Ordinal));
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream(full)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
