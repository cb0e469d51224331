using Bruno.Gpu.Configuration;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Reproductions;

/// <summary>Our figures and published ones side by side.</summary>
internal static class ComparedTables
{
    /// <summary>The remark where we have nothing to stand beside a figure.</summary>
    private const string NotRun = "not run here";

    /// <summary>A table a figure: ours in their order, each with the published one of the same labels, then published ones that we have nothing of.</summary>
    /// <param name="published">The published figures.</param>
    /// <param name="measured">Ours.</param>
    public static IReadOnlyList<ReportTable> Of(IReadOnlyList<PublishedResult> published, IReadOnlyList<MeasuredResult> measured) =>
        [.. measured.GroupBy(result => result.Figure).Select(group => Of(group.Key, [.. published.Where(result => result.Figure == group.Key)], [.. group]))];

    /// <summary>The published figure that one of ours stands beside; none where there is none.</summary>
    public static PublishedResult? PublishedOf(MeasuredResult measured, IReadOnlyList<PublishedResult> published) =>
        published.FirstOrDefault(result => result.Figure == measured.Figure && result.Of.SequenceEqual(measured.Labels.Select(label => label.Value)));

    private static ReportTable Of(ResultFigure figure, PublishedResult[] published, MeasuredResult[] measured)
    {
        (string title, ValueFormat format, bool isRatio) = Describe(figure);
        string[] keys = [.. measured[0].Labels.Select(label => label.Key)];
        IReadOnlyDictionary<string, string> heads = TrialNames.ShortKeys(keys);
        ValueFormat difference = isRatio ? ValueFormat.Plain : format.Unit == "%" ? format with { Unit = "points of %" } : format;
        TableColumn[] columns =
        [
            .. keys.Select(key => new TableColumn(heads[key], heads[key])),
            new("ours", "ours", ColumnKind.Spread, format), new("n", "ours_n", ColumnKind.Number, ValueFormat.Whole),
            new("published", "published", ColumnKind.Spread, format), new("published n", "published_n", ColumnKind.Number, ValueFormat.Whole),
            isRatio ? new("ours / published", "ratio", ColumnKind.Number, difference) : new("ours less published", "difference", ColumnKind.Number, difference),
            new("remark", "remark"),
        ];
        List<IReadOnlyList<TableCell>> rows = [.. measured.Select(result => Row(result.Labels.Select(label => label.Value), result.Value, PublishedOf(result, published), isRatio))];
        PublishedResult[] others = [.. published.Where(result => !measured.Any(own => PublishedOf(own, [result]) is not null))];
        rows.AddRange(others.Select(result => Row(Enumerable.Range(0, keys.Length).Select(i => result.Of.ElementAtOrDefault(i)), null, result, isRatio)));
        return new ReportTable($"compared_{RecordModel.EnumName(figure)}", title, columns, rows)
        {
            Note = published.Length == 0 ? "No such figure is published that we know of."
                : rows.Any(row => row.Any(cell => cell.Deviation is not null)) ? "Mean ± standard deviation over n seeds (of a sample, n − 1)."
                : null,
        }.WithoutEmptyColumns();
    }

    private static IReadOnlyList<TableCell> Row(IEnumerable<string?> labels, SampleStatistics? ours, PublishedResult? published, bool isRatio)
    {
        double? difference = isRatio ? ours?.Mean / published?.Mean : ours?.Mean - published?.Mean;
        string[] remarks = [.. ours is null ? [NotRun] : Array.Empty<string>(), .. published?.Remark is string remark ? [remark] : Array.Empty<string>()];
        return
        [
            .. labels.Select(label => (TableCell)label), TableCell.Of(ours), (double?)ours?.Count,
            new TableCell(null, published?.Mean, published?.Deviation), (double?)published?.Seeds, difference,
            remarks.Length > 0 ? string.Join("; ", remarks) : null,
        ];
    }

    private static (string Title, ValueFormat Format, bool IsRatio) Describe(ResultFigure figure) => figure switch
    {
        ResultFigure.LastAccuracy => ("Test accuracy after the last epoch", ValueFormat.Percent, false),
        ResultFigure.BestAccuracy => ("Test accuracy in the epoch with the lowest validation loss", ValueFormat.Percent, false),
        ResultFigure.EpochLoss => ("Test loss after an epoch", ValueFormat.Loss, false),
        ResultFigure.ChipAccuracy => ("Mean test accuracy of virtual chips", ValueFormat.Percent, false),
        ResultFigure.Cosine => ("Cosine with the converged gradient, all parameters together", ValueFormat.Plain with { Text = "0.000" }, false),
        ResultFigure.NormRatio => ("Norm of the gradient over that of the converged one, all parameters together", ValueFormat.Plain, true),
        ResultFigure.PeakBytes => ("Peak memory of a training step", ValueFormat.Megabytes, true),
        _ => ("Time of a training step", ValueFormat.Seconds, true),
    };
}
