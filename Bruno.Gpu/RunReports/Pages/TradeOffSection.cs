using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Training;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>What accuracy costs: against bits, against energy with the Pareto front, and against variability. What does not differ is left out.</summary>
internal static class TradeOffSection
{
    private const string BitsKey = "quantisation.bits";
    private const string Float = "float";

    /// <summary>What makes devices differ, by name, in percent.</summary>
    private static readonly (string Name, Func<RunConfiguration, double> Of)[] Variabilities =
        [.. ChipSection.Variabilities.Select(kind => ($"{kind.Name} (%)", kind.Of))];

    /// <summary>The section; none where there is nothing to compare.</summary>
    public static XElement? Of(ReportContent content)
    {
        Measure measure = Measure.Of(content.Runs);
        XElement?[] figures =
        [
            Bits(content.Variants, measure),
            Energy(content.Variants, measure, "energy of devices a sample", split => split.EnergyJoules),
            Energy(content.Variants, measure, "digital energy a sample, memory included", split => split.Digital?.Spiking),
            .. Variabilities.Select(kind => Training(content.Variants, measure, kind.Name, kind.Of)),
            .. Chips(content.Variants),
        ];
        XElement[] there = [.. figures.OfType<XElement>()];
        return there.Length == 0 ? null : Block("div", A("class", "grid2"), there);
    }

    private static XElement? Bits(IReadOnlyList<Variant> variants, Measure measure)
    {
        Variant[] uniform = [.. variants.Where(variant => variant.HasUniformBits && variant.Configuration.Design.WeightSynapses().Any())];
        string[] places = [.. uniform.Select(variant => variant.Bits).Distinct().OrderBy(bits => bits ?? int.MaxValue).Select(NameOf)];
        return places.Length < 2 ? null : BySeries(
            uniform, measure, ChartAxis.OfNames("bits of a weight", places), variant => Array.IndexOf(places, NameOf(variant.Bits)),
            part => !part.EndsWith(BitsKey, StringComparison.Ordinal), "against bits of a weight");

        static string NameOf(int? bits) => bits?.ToString(CultureInfo.InvariantCulture) ?? Float;
    }

    private static XElement? Training(IReadOnlyList<Variant> variants, Measure measure, string name, Func<RunConfiguration, double> sigma)
    {
        double[] values = [.. variants.Select(variant => sigma(variant.Configuration)).Distinct()];
        return values.Length < 2 ? null : BySeries(
            [.. variants], measure, ChartAxis.Of($"{name} in training", values), variant => sigma(variant.Configuration),
            part => !part.EndsWith("sigma", StringComparison.Ordinal), $"against {name} in training");
    }

    /// <summary>A point a variant, those joined that differ in nothing else.</summary>
    private static XElement? BySeries(
        IReadOnlyList<Variant> variants, Measure measure, ChartAxis x, Func<Variant, double> place, Func<string, bool> isOther, string against)
    {
        Variant[] known = [.. variants.Where(variant => Of(variant, measure) is not null)];
        string[] names = [.. known.Select(OtherName).Distinct()];
        ChartPoint[] points =
        [
            .. from variant in known
               let statistics = Of(variant, measure)!
               select new ChartPoint(variant.Name, Array.IndexOf(names, OtherName(variant)), place(variant), statistics.Mean, 0, statistics.Deviation ?? 0),
        ];
        return points.Length < 2 ? null : Figure(
            $"Test {measure.Name} {against}", ChartKinds.Points($"test {measure.Name} {against}", x, AxisOf(measure.Title("test"), points, measure), points, areJoined: true), names);

        string OtherName(Variant variant)
        {
            KeyValuePair<string, string>[] others = [.. variant.Parts.Where(part => isOther(part.Key))];
            Dictionary<string, string> labels = VariantNaming.Labels([.. others.Select(part => part.Key)]);
            return others.Length == 0 ? "all" : string.Join(", ", others.Select(part => $"{labels[part.Key]} {VariantNaming.Shown(part.Value)}"));
        }
    }

    private static XElement? Energy(IReadOnlyList<Variant> variants, Measure measure, string name, Func<SplitSummary, double?> joules)
    {
        SampleStatistics? OfEnergy(Variant variant) => variant.Of(run => run.Best("test") is SplitSummary split ? joules(split) : null);
        Variant[] known = [.. variants.Where(variant => OfEnergy(variant) is not null && Of(variant, measure) is not null)];
        if (known.Length < 2)
            return null;
        ValueFormat format = ValueFormat.JoulesFor(known.Select(variant => (double?)OfEnergy(variant)!.Mean));
        Variant[] shown = CurveSection.ShownOf(known);
        ChartPoint[] points =
        [
            .. from variant in known
               let cost = OfEnergy(variant)!
               let worth = Of(variant, measure)!
               select new ChartPoint(
                   variant.Name, Array.FindIndex(shown, one => one.Name == variant.Name), cost.Mean * format.Scale, worth.Mean, (cost.Deviation ?? 0) * format.Scale, worth.Deviation ?? 0),
        ];
        IReadOnlyList<int> front = ParetoFront.Of([.. points.Select(point => (point.X, measure.IsMoreBetter ? point.Y : -point.Y))]);
        ChartAxis x = ChartAxis.Of($"{name} ({format.Unit})", points.SelectMany(point => new[] { point.X, point.X + point.DeviationX, Math.Max(point.X - point.DeviationX, 0.5 * point.X) }), canBeLogarithmic: true, room: 0.08);
        XElement chart = ChartKinds.Points($"test {measure.Name} against {name}", x, AxisOf(measure.Title("test"), points, measure), points, front: front, isMoreBetter: measure.IsMoreBetter);
        return Figure(
            $"Test {measure.Name} against {name}", chart, [.. shown.Select(variant => variant.Name)],
            $"On the Pareto front (the line): {string.Join("; ", front.Select(i => points[i].Name))}.");
    }

    /// <summary>Accuracy on virtual chips against what makes them differ; where that has one value only, beside chips without faults.</summary>
    private static IEnumerable<XElement> Chips(IReadOnlyList<Variant> variants)
    {
        (Variant Variant, ReportedChips Chips)[] judged =
        [
            .. from variant in variants
               from run in variant.Runs
               from chips in run.Chips
               where chips.Configuration is not null && chips.Rows.Count > 0
               select (variant, chips),
        ];
        // One option makes neurons and synapses differ by the same: one chart for both.
        (string Name, Func<RunConfiguration, double> Of)[] kinds =
        [
            .. Variabilities.GroupBy(kind => string.Join(' ', judged.Select(entry => kind.Of(entry.Chips.Configuration!))))
                .Select(group => (string.Join(" and ", group.Select(kind => kind.Name.Replace(" (%)", "", StringComparison.Ordinal))) + " (%)", group.First().Of)),
        ];
        kinds = kinds.Any(kind => Values(kind.Of).Length > 1)
            ? [.. kinds.Where(kind => Values(kind.Of).Length > 1)]
            : [.. kinds.Where(kind => Values(kind.Of) is [> 0]).Take(1)];
        Variant[] shown = CurveSection.ShownOf([.. judged.Select(entry => entry.Variant).DistinctBy(variant => variant.Name)]);
        foreach ((string name, Func<RunConfiguration, double> of) in kinds)
        {
            ChartPoint[] points = [.. shown.SelectMany((variant, i) => PointsOf(variant, i, of))];
            ChartAxis x = ChartAxis.Of(name, points.Select(point => point.X));
            yield return Figure(
                $"Accuracy on virtual chips against {name}", ChartKinds.Points($"accuracy on chips against {name}", x, AxisOf("accuracy on chips (%)", points, Measure.Accuracy), points, areJoined: true),
                [.. shown.Select(variant => variant.Name)], "Right after programming or at the first time asked for; bars are a standard deviation from chip to chip. Points at 0 are chips without faults.");
        }

        double[] Values(Func<RunConfiguration, double> of) => [.. judged.Select(entry => of(entry.Chips.Configuration!)).Distinct()];

        IEnumerable<ChartPoint> PointsOf(Variant variant, int series, Func<RunConfiguration, double> of)
        {
            ReportedChips[] own = [.. judged.Where(entry => entry.Variant.Name == variant.Name).Select(entry => entry.Chips)];
            var at = own.GroupBy(chips => of(chips.Configuration!)).ToDictionary(
                group => group.Key,
                group => SampleStatistics.Of([.. group.SelectMany(chips => chips.Rows.Where(row => row.AfterSeconds == chips.Rows.Min(one => one.AfterSeconds))).Select(row => 100 * row.Accuracy)])!);
            if (!at.ContainsKey(0))
                at[0] = SampleStatistics.Of([.. own.Select(chips => 100 * chips.Report.ReferenceAccuracy)])!;
            return at.OrderBy(entry => entry.Key).Select(entry => new ChartPoint(variant.Name, series, entry.Key, entry.Value.Mean, 0, entry.Value.Deviation ?? 0));
        }
    }

    private static SampleStatistics? Of(Variant variant, Measure measure) => variant.Of(run => measure.Shown(run, "test"));

    private static ChartAxis AxisOf(string title, IReadOnlyList<ChartPoint> points, Measure measure) => ChartAxis.Of(
        title, points.SelectMany(point => new[] { point.Y - point.DeviationY, point.Y + point.DeviationY }), room: 0.08,
        least: measure == Measure.Accuracy ? 0 : double.NegativeInfinity, most: measure == Measure.Accuracy ? 100 : double.PositiveInfinity);

    private static XElement Figure(string title, XElement chart, IReadOnlyList<string> names, string? note = null) => Block(
        "figure", Block("figcaption", title), names.Count > 1 ? ChartKinds.Legend(names.Select((name, i) => (name, i)).Take(Chart.MostSeries)) : null, chart,
        note is null ? null : Block("p", A("class", "note"), note));
}
