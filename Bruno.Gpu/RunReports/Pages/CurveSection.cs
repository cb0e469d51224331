using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Training;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>Learning curves: the mean over seeds with a band of a standard deviation.</summary>
internal static class CurveSection
{
    /// <summary>More points than a curve of that width can show.</summary>
    private const int MostPoints = 120;

    private const double WidthOfTwo = 480, WidthOfThree = 350;

    private static readonly string[] Splits = ["train", "validation", "test"];

    /// <summary>The section; none where no epoch was logged.</summary>
    public static XElement? Of(ReportContent content)
    {
        Measure measure = Measure.Of(content.Runs);
        Variant[] shown = ShownOf(content.Variants);
        if (shown.Length == 0)
            return null;
        List<XElement> charts = [];
        IReadOnlyList<(string Name, int Series)> legend;
        if (shown.Length == 1)
        {
            legend = [.. Splits.Select((split, i) => (split, i))];
            foreach (Measure one in new[] { measure, Measure.Loss }.Distinct())
                charts.Add(Chart(one, one.Name, WidthOfTwo, [.. Splits.Select((split, i) => Series(shown[0], split, i, one, split))]));
        }
        else
        {
            legend = [.. shown.Select((variant, i) => (variant.Name, i))];
            (Measure Of, string Split)[] kinds = [.. new[] { (measure, "validation"), (Measure.Loss, "validation"), (Measure.Loss, "train") }.Distinct()];
            foreach ((Measure one, string split) in kinds)
                charts.Add(Chart(one, $"{split} {one.Name}", kinds.Length == 3 ? WidthOfThree : WidthOfTwo, [.. shown.Select((variant, i) => Series(variant, variant.Name, i, one, split))]));
        }

        return Block("div",
            ChartKinds.Legend(legend), Block("div", A("class", charts.Count == 3 ? "grid3" : "grid2"), charts.Select(chart => Block("figure", chart))),
            Block("p", A("class", "note"), NoteOf(content.Variants, shown)));
    }

    /// <summary>The variants that charts show: as many as can be told apart, the best by validation, in their order.</summary>
    public static Variant[] ShownOf(IReadOnlyList<Variant> variants)
    {
        Variant[] logged = [.. variants.Where(variant => variant.Runs.Any(run => run.Metrics.Count > 0))];
        HashSet<string> best = [.. logged.OrderBy(variant => variant.ValidationLoss).Take(Charts.Chart.MostSeries).Select(variant => variant.Name)];
        return [.. logged.Where(variant => best.Contains(variant.Name))];
    }

    private static string NoteOf(IReadOnlyList<Variant> variants, Variant[] shown)
    {
        string left = shown.Length < variants.Count ? string.Create(CultureInfo.InvariantCulture, $" Shown are the {shown.Length} best of {variants.Count} variants by validation.") : "";
        return $"Lines are means over seeds, bands a standard deviation on either side, of the runs that ran to their end.{left}";
    }

    private static XElement Chart(Measure measure, string name, double width, IReadOnlyList<ChartSeries> series)
    {
        string unit = measure.Format.Unit.Length > 0 ? $"{name} ({measure.Format.Unit})" : name;
        bool isShare = measure == Measure.Accuracy;
        return ChartKinds.Curves($"{name} against the epoch", "epoch", unit, [.. series.Where(one => one.Points.Count > 0)], isShare ? 0 : double.NegativeInfinity, isShare ? 100 : double.PositiveInfinity, width);
    }

    private static ChartSeries Series(Variant variant, string name, int number, Measure measure, string split)
    {
        ReportedRun[] runs = variant.Complete.Count > 0 ? [.. variant.Complete] : [.. variant.Runs];
        ILookup<int, double> byEpoch = runs.SelectMany(run => run.Metrics)
            .Where(row => row.Split == split && measure.OfRow(row) is double value && double.IsFinite(value))
            .ToLookup(row => row.Epoch, row => measure.OfRow(row)!.Value * (measure == Measure.Loss ? 1 : measure.Format.Scale));
        int[] epochs = [.. byEpoch.Select(group => group.Key).Order()];
        int every = (epochs.Length + MostPoints - 1) / MostPoints;
        return new(name, number,
        [
            .. from i in Enumerable.Range(0, epochs.Length)
               where i % every == 0 || i == epochs.Length - 1
               let statistics = SampleStatistics.Of([.. byEpoch[epochs[i]]])!
               select ((double)epochs[i], statistics.Mean, statistics.Deviation ?? 0),
        ]);
    }
}
