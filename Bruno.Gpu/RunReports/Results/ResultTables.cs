using System.Globalization;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Training;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.RunReports.Results;

/// <summary>The tables of a report.</summary>
internal static class ResultTables
{
    /// <summary>Variants of which all pairs are compared; of more, each is compared with the best one.</summary>
    public const int MostInPairs = 6;

    private const string Test = "test", Validation = "validation";

    /// <summary>A row a variant: means and standard deviations over seeds, in the epoch with the lowest validation loss; the best by validation is marked.</summary>
    public static ReportTable OfVariants(IReadOnlyList<Variant> variants)
    {
        Measure measure = Measure.Of(variants.SelectMany(variant => variant.Runs));
        ValueFormat joules = JoulesOf(variants, split => split.EnergyJoules);
        List<TableColumn> columns =
        [
            new("variant", "variant"), new("seeds", "seeds", ColumnKind.Number, ValueFormat.Whole),
            new("validation loss", "validation_loss", ColumnKind.Spread, ValueFormat.Loss),
            .. measure == Measure.Loss ? Array.Empty<TableColumn>() : [new($"validation {measure.Name}", $"validation_{measure.Key}", ColumnKind.Spread, measure.Format)],
            new($"test {measure.Name}", $"test_{measure.Key}", ColumnKind.Spread, measure.Format),
            new("spike rate", "spike_rate", ColumnKind.Spread, ValueFormat.Percent),
            new("energy a sample", "energy_joules", ColumnKind.Spread, joules),
            new("best epoch", "best_epoch", ColumnKind.Spread, ValueFormat.Seconds with { Unit = "" }),
            new("time", "seconds", ColumnKind.Spread, ValueFormat.Seconds),
        ];
        return new ReportTable("variants", "Results by variant, mean ± standard deviation over seeds", columns,
        [
            .. variants.Select(variant => (IReadOnlyList<TableCell>)
            [
                variant.Name, (double)variant.Complete.Count,
                TableCell.Of(variant.Of(run => run.Best(Validation)?.Loss)),
                .. measure == Measure.Loss ? Array.Empty<TableCell>() : [TableCell.Of(variant.Of(run => measure.Of(run, Validation)))],
                TableCell.Of(variant.Of(run => measure.Of(run, Test))),
                TableCell.Of(variant.Of(run => run.BestRow(Test)?.SpikeRate)),
                TableCell.Of(variant.Of(run => run.Best(Test)?.EnergyJoules)),
                TableCell.Of(variant.Of(run => run.BestEpoch)),
                TableCell.Of(variant.Of(run => run.Summary?.Seconds)),
            ]),
        ])
        {
            MarkedRow = BestOf(variants),
            Note = "In the epoch with the lowest validation loss of each run; the deviation is that of a sample (n − 1). The marked row has the lowest mean validation loss: nothing is chosen by the test set.",
        }.WithoutEmptyColumns();
    }

    /// <summary>Pairs of variants: differences of the measure on the test set, over common seeds.</summary>
    /// <returns>None where no two variants have a seed in common.</returns>
    public static ReportTable? OfDifferences(IReadOnlyList<Variant> variants, double confidence = ConfidenceInterval.Usual)
    {
        Measure measure = Measure.Of(variants.SelectMany(variant => variant.Runs));
        (Variant First, Variant Second, PairedDifference Difference)[] pairs =
        [
            .. from pair in Pairs(variants)
               let difference = PairedDifference.Of(pair.First.BySeed(run => measure.Of(run, Test)), pair.Second.BySeed(run => measure.Of(run, Test)), confidence)
               where difference is not null
               select (pair.First, pair.Second, difference),
        ];
        if (pairs.Length == 0)
            return null;
        string percent = (100 * confidence).ToString("0.###", CultureInfo.InvariantCulture);
        ValueFormat format = measure == Measure.Accuracy ? measure.Format with { Unit = "points of %" } : measure.Format;
        return new("differences", $"Differences of test {measure.Name} between variants, over common seeds",
        [
            new("variant", "variant"), new("less", "less"), new("common seeds", "common_seeds", ColumnKind.Number, ValueFormat.Whole),
            new($"difference [{percent} % interval]", measure.Key, ColumnKind.Interval, format), new("p", "p_value", ColumnKind.Number, ValueFormat.Plain),
        ],
        [
            .. pairs.Select(pair => (IReadOnlyList<TableCell>)
            [
                pair.First.Name, pair.Second.Name, (double)pair.Difference.Differences.Count, TableCell.Of(pair.Difference), pair.Difference.PValue,
            ]),
        ])
        {
            Note = $"Student's t over the differences seed by seed; p is that of the two-sided test of pairs, not corrected for the number of pairs ({pairs.Length})."
                + (variants.Count > MostInPairs ? $" Of more than {MostInPairs} variants each is compared with the best one by validation." : ""),
        };
    }

    /// <summary>A row a run: seed, status, metrics in the best epoch, time and memory.</summary>
    public static ReportTable OfRuns(IReadOnlyList<Variant> variants)
    {
        Measure measure = Measure.Of(variants.SelectMany(variant => variant.Runs));
        List<TableColumn> columns =
        [
            new("run", "run"), new("variant", "variant"), new("seed", "seed"), new("status", "status"),
            new("epochs", "epochs", ColumnKind.Number, ValueFormat.Whole), new("best epoch", "best_epoch", ColumnKind.Number, ValueFormat.Whole),
            new("validation loss", "validation_loss", ColumnKind.Number, ValueFormat.Loss),
            new($"test {measure.Name}", $"test_{measure.Key}", ColumnKind.Number, measure.Format),
            new("time", "seconds", ColumnKind.Number, ValueFormat.Seconds), new("a training epoch", "seconds_an_epoch", ColumnKind.Number, ValueFormat.Seconds with { Text = "0.00" }),
            new("peak memory", "device_bytes_peak", ColumnKind.Number, ValueFormat.Megabytes), new("device", "device"),
        ];
        return new ReportTable("runs", "All runs, with time and memory", columns,
        [
            .. from variant in variants
               from run in variant.Runs
               select (IReadOnlyList<TableCell>)
               [
                   run.Name, variant.Name, run.Configuration!.Seed.ToString(CultureInfo.InvariantCulture), run.Status, (double)run.Epochs, (double?)run.BestEpoch,
                   run.Best(Validation)?.Loss, measure.Of(run, Test), run.Summary?.Seconds, SecondsOfEpoch(run),
                   (double?)run.Summary?.DeviceBytesPeak ?? run.Metrics.Select(row => (double?)row.DeviceBytesPeak).Max(), run.Summary?.Device,
               ],
        ]).WithoutEmptyColumns();
    }

    /// <summary>What a sample takes by each estimate.</summary>
    /// <returns>None where no run has any.</returns>
    public static ReportTable? OfEnergy(IReadOnlyList<Variant> variants)
    {
        ValueFormat joules = JoulesOf(variants, split => split.Digital?.Artificial ?? split.EnergyJoules);
        ReportTable table = new ReportTable("energy", "Energy of a test sample by several estimates",
        [
            new("variant", "variant"), new("devices: spikes and synapses", "energy_joules", ColumnKind.Spread, joules),
            new("digital, spiking", "digital_joules", ColumnKind.Spread, joules),
            new("digital, artificial network, once a step", "artificial_joules", ColumnKind.Spread, joules),
            new("digital, artificial network, once a sample", "artificial_once_joules", ColumnKind.Spread, joules),
            new("artificial each step / devices", "ratio", ColumnKind.Number, ValueFormat.Plain),
            new("artificial once / digital spiking", "ratio_digital", ColumnKind.Number, ValueFormat.Plain),
        ],
        [
            .. variants.Select(variant => (IReadOnlyList<TableCell>)
            [
                variant.Name, TableCell.Of(variant.Of(run => run.Best(Test)?.EnergyJoules)), TableCell.Of(variant.Of(run => run.Best(Test)?.Digital?.Spiking)),
                TableCell.Of(variant.Of(run => run.Best(Test)?.Digital?.Artificial)), TableCell.Of(variant.Of(run => run.Best(Test)?.Digital?.ArtificialOnce)),
                variant.Of(run => run.Best(Test)?.Digital?.Artificial)?.Mean / variant.Of(run => run.Best(Test)?.EnergyJoules)?.Mean,
                variant.Of(run => run.Best(Test)?.Digital?.ArtificialOnce)?.Mean / variant.Of(run => run.Best(Test)?.Digital?.Spiking)?.Mean,
            ]),
        ])
        {
            Note = "The artificial networks have the shape and the bits of the variant; memory accesses are counted. Where a variant ran before these estimates existed, 'bruno evaluate' prints them.",
        };
        return table.Rows.Any(row => row.Skip(1).Any(cell => cell.Value is not null)) ? table.WithoutEmptyColumns() : null;
    }

    /// <summary>What became of virtual chips, a row for each variant, condition and time; the chips of all its runs are taken together.</summary>
    /// <returns>None where no run was judged on any.</returns>
    public static ReportTable? OfChips(IReadOnlyList<Variant> variants)
    {
        List<IReadOnlyList<TableCell>> rows = [];
        foreach (Variant variant in variants)
        {
            foreach (IGrouping<string, ReportedChips> condition in variant.Runs.SelectMany(run => run.Chips).GroupBy(chips => chips.Conditions))
            {
                foreach (double time in condition.SelectMany(chips => chips.Rows).Select(row => row.AfterSeconds).Distinct().Order())
                    rows.Add(RowOf(variant, condition, time));
            }
        }

        return rows.Count == 0 ? null : new("chips", "Virtual chips",
        [
            new("variant", "variant"), new("conditions", "conditions"), new("after", "after"), new("runs", "runs", ColumnKind.Number, ValueFormat.Whole),
            new("chips", "chips", ColumnKind.Number, ValueFormat.Whole), new("without faults", "reference_accuracy", ColumnKind.Spread, ValueFormat.Percent),
            new("accuracy", "accuracy", ColumnKind.Spread, ValueFormat.Percent), new("worst chip", "accuracy_minimum", ColumnKind.Number, ValueFormat.Percent),
            new("yield above", "yield_above", ColumnKind.Spread, ValueFormat.Percent), new("yield", "yield", ColumnKind.Number, ValueFormat.Percent),
        ], rows) { Note = "Mean ± standard deviation over the chips of all runs of a variant; without faults, over the runs. The yield is the share of chips that reach the accuracy beside it, each that of its own run." };
    }

    /// <summary>All settings in which variants differ.</summary>
    /// <returns>None of a single variant.</returns>
    public static ReportTable? OfSettings(IReadOnlyList<Variant> variants)
    {
        if (variants.Count < 2)
            return null;
        (IReadOnlyList<string> paths, IReadOnlyList<IReadOnlyDictionary<string, string>> values) = VariantNaming.DifferencesOf([.. variants.Select(variant => variant.Configuration with { Seed = 0 })]);
        const string Title = "Settings in which variants differ";
        if (variants.Count <= MostInPairs)
        {
            return new("settings", Title,
                [new("setting", "setting"), .. variants.Select((variant, i) => new TableColumn(variant.Name, $"variant_{i + 1}"))],
                [.. paths.Select(path => (IReadOnlyList<TableCell>)[path, .. values.Select(of => (TableCell)VariantNaming.Shown(of[path]))])]);
        }

        Dictionary<string, string> labels = VariantNaming.Labels(paths);
        return new("settings", Title,
            [new("variant", "variant"), .. paths.Select(path => new TableColumn(labels[path], path))],
            [.. variants.Zip(values, (variant, of) => (IReadOnlyList<TableCell>)[variant.Name, .. paths.Select(path => (TableCell)VariantNaming.Shown(of[path]))])]);
    }

    /// <summary>The variant with the lowest mean validation loss; none where none has any, or there is one only.</summary>
    public static int? BestOf(IReadOnlyList<Variant> variants) =>
        variants.Count > 1 && variants.Index().MinBy(entry => entry.Item.ValidationLoss) is { Item.ValidationLoss: < double.PositiveInfinity } best ? best.Index : null;

    private static IReadOnlyList<TableCell> RowOf(Variant variant, IEnumerable<ReportedChips> evaluations, double time)
    {
        (double Accuracy, double Above)[] chips =
            [.. evaluations.SelectMany(one => one.Rows.Where(row => row.AfterSeconds.Equals(time)).Select(row => (row.Accuracy, one.Report.YieldAbove)))];
        SampleStatistics accuracy = SampleStatistics.Of([.. chips.Select(chip => chip.Accuracy)])!;
        return
        [
            variant.Name, evaluations.First().Conditions, Duration.Text(time), (double)evaluations.Count(), (double)chips.Length,
            TableCell.Of(SampleStatistics.Of([.. evaluations.Select(one => one.Report.ReferenceAccuracy)])), TableCell.Of(accuracy), accuracy.Minimum,
            TableCell.Of(SampleStatistics.Of([.. evaluations.Select(one => one.Report.YieldAbove)])), (double)chips.Count(chip => chip.Accuracy >= chip.Above) / chips.Length,
        ];
    }

    private static IEnumerable<(Variant First, Variant Second)> Pairs(IReadOnlyList<Variant> variants)
    {
        if (variants.Count <= MostInPairs)
            return from first in variants.Index() from second in variants.Index() where first.Index < second.Index select (second.Item, first.Item);
        return BestOf(variants) is int best ? variants.Where((_, i) => i != best).Select(variant => (variant, variants[best])) : [];
    }

    private static double? SecondsOfEpoch(ReportedRun run) =>
        run.Metrics.Where(row => row.Split == "train").Select(row => (double?)row.Seconds).Average();

    private static ValueFormat JoulesOf(IReadOnlyList<Variant> variants, Func<SplitSummary, double?> joules) =>
        ValueFormat.JoulesFor(variants.SelectMany(variant => variant.Runs).Select(run => run.Best(Test) is SplitSummary split ? joules(split) : null));
}
