using System.Xml.Linq;
using Bruno.Gpu.Chips;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Units;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>How many virtual chips reach which accuracy, a chart for each time after programming.</summary>
internal static class ChipSection
{
    private const int MostTimes = 4;

    /// <summary>The section; none where no run was judged on chips.</summary>
    public static XElement? Of(ReportContent content)
    {
        Variant[] shown = CurveSection.ShownOf([.. content.Variants.Where(variant => Rows(variant).Any())]);
        double[] times = [.. shown.SelectMany(Rows).Select(row => row.AfterSeconds).Distinct().Order()];
        if (times.Length == 0)
            return null;
        double[] accuracies = [.. shown.SelectMany(Rows).Select(row => 100 * row.Accuracy)];
        ChartAxis x = ChartAxis.Of("accuracy (%)", accuracies, least: 0, most: 100);
        double[] chosen = times.Length <= MostTimes ? times : [times[0], .. times[^(MostTimes - 1)..]];
        return Block("div",
            ChartKinds.Legend(shown.Select((variant, i) => (variant.Name, i))),
            Block("div", A("class", "grid2"), chosen.Select(time => Block(
                "figure", Block("figcaption", $"Chips that reach an accuracy, {Duration.Text(time)} after programming"), Yield(shown, time, x)))),
            HtmlTable.Of(content.Tables["chips"]));
    }

    private static XElement Yield(IReadOnlyList<Variant> variants, double time, ChartAxis x)
    {
        Chart chart = new($"share of chips that reach an accuracy after {Duration.Text(time)}", x, ChartAxis.Linear("share of chips (%)", 0, 104), 260);
        for (int i = 0; i < variants.Count; ++i)
        {
            double[] reached = [.. Rows(variants[i]).Where(row => row.AfterSeconds == time).Select(row => 100 * row.Accuracy).Order()];
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

    private static IEnumerable<ChipMetrics> Rows(Variant variant) => variant.Runs.SelectMany(run => run.Chips).SelectMany(chips => chips.Rows);
}
