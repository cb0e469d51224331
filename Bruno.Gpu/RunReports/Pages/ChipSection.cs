using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Units;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>How many virtual chips reach which accuracy, a chart for each condition and time after programming.</summary>
internal static class ChipSection
{
    private const int MostCharts = 6;

    /// <summary>What makes devices differ: its name, and its size in percent.</summary>
    public static IReadOnlyList<(string Name, Func<RunConfiguration, double> Of)> Variabilities { get; } =
    [
        ("D2D of neurons", run => 100 * run.NeuronVariability.Sigma),
        ("D2D of synapses", run => 100 * run.Synapses.NonIdealities.Variability.Sigma),
        ("programming error", run => 100 * run.Synapses.NonIdealities.Programming.Sigma),
    ];

    /// <summary>The section; none where no run was judged on chips.</summary>
    public static XElement? Of(ReportContent content)
    {
        Variant[] shown = CurveSection.ShownOf([.. content.Variants.Where(variant => variant.Runs.Any(run => run.Chips.Any(chips => chips.Rows.Count > 0)))]);
        ReportedChips[] chips = [.. shown.SelectMany(variant => variant.Runs).SelectMany(run => run.Chips)];
        (string Condition, double Time)[] charts =
        [
            .. from condition in chips.Select(ConditionOf).Distinct()
               from time in chips.Where(one => ConditionOf(one) == condition).SelectMany(one => one.Rows).Select(row => row.AfterSeconds).Distinct().Order()
               select (condition, time),
        ];
        if (charts.Length == 0)
            return null;
        ChartAxis x = ChartAxis.Of("accuracy (%)", chips.SelectMany(one => one.Rows).Select(row => 100 * row.Accuracy), least: 0, most: 100);
        return Block("div",
            ChartKinds.Legend(shown.Select((variant, i) => (variant.Name, i))),
            Block("div", A("class", "grid2"), charts.Take(MostCharts).Select(chart => Block(
                "figure", Block("figcaption", $"{chart.Condition}, {Duration.Text(chart.Time)} after programming"), Yield(shown, chart.Condition, chart.Time, x)))),
            charts.Length > MostCharts ? Block("p", A("class", "note"), $"The first {MostCharts} of {charts.Length} conditions and times; the table has all.") : null,
            HtmlTable.Of(content.Tables["chips"]));
    }

    /// <summary>What makes the chips of an evaluation differ, without what differs between variants, such as bits.</summary>
    private static string ConditionOf(ReportedChips chips)
    {
        if (chips.Configuration is not RunConfiguration configuration)
            return chips.Conditions;
        string[] parts = [.. Variabilities.Where(kind => kind.Of(configuration) > 0).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Name} {kind.Of(configuration):G4} %"))];
        return parts.Length > 0 ? string.Join(", ", parts) : chips.Conditions;
    }

    private static XElement Yield(IReadOnlyList<Variant> variants, string condition, double time, ChartAxis x)
    {
        Chart chart = new($"share of chips that reach an accuracy, {condition}, after {Duration.Text(time)}", x, ChartAxis.Linear("share of chips (%)", 0, 104), 260);
        for (int i = 0; i < variants.Count; ++i)
        {
            double[] reached =
            [
                .. variants[i].Runs.SelectMany(run => run.Chips).Where(chips => ConditionOf(chips) == condition).SelectMany(chips => chips.Rows)
                    .Where(row => row.AfterSeconds == time).Select(row => 100 * row.Accuracy).Order(),
            ];
            if (reached.Length == 0)
                continue;
            List<(double X, double Y)> steps = [(x.From, 100)];
            for (int chip = 0; chip < reached.Length; ++chip)
                steps.AddRange([(reached[chip], steps[^1].Y), (reached[chip], 100.0 * (reached.Length - chip - 1) / reached.Length)]);
            double median = reached[reached.Length / 2];
            chart.Add(E("g", A("class", Chart.ClassOf(i)), E("title", variants[i].Name), chart.Line(steps), chart.Marker(median, 50, i, $"{variants[i].Name}: half of the chips reach {Number(median)} %")));
        }

        return chart.ToElement();
    }
}
