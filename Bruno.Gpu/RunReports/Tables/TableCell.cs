using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.RunReports.Tables;

/// <summary>A cell of a table: a text, or numbers; empty where nothing is known.</summary>
/// <param name="Text">The text.</param>
/// <param name="Value">The number, mean or difference.</param>
/// <param name="Deviation">Its standard deviation.</param>
/// <param name="Interval">Its confidence interval.</param>
internal readonly record struct TableCell(string? Text, double? Value = null, double? Deviation = null, ConfidenceInterval? Interval = null)
{
    private const string Nothing = "–";

    /// <summary>A text.</summary>
    public static implicit operator TableCell(string? text) => new(text);

    /// <summary>A number.</summary>
    public static implicit operator TableCell(double? value) => new(null, value);

    /// <summary>A mean with its deviation.</summary>
    public static TableCell Of(SampleStatistics? statistics) => new(null, statistics?.Mean, statistics?.Deviation);

    /// <summary>A difference with its interval.</summary>
    public static TableCell Of(PairedDifference? difference) => new(null, difference?.Differences.Mean, null, difference?.Interval);

    /// <summary>The cell as people read it.</summary>
    /// <param name="column">Its column.</param>
    public string Show(TableColumn column)
    {
        if (column.Kind == ColumnKind.Text)
            return Text ?? Nothing;
        if (Value is not double value)
            return Nothing;
        ValueFormat format = column.Format ?? ValueFormat.Plain;
        return column.Kind switch
        {
            ColumnKind.Spread when Deviation is double deviation => $"{format.Show(value)} ± {format.ShowDeviation(deviation, value)}",
            ColumnKind.Interval when Interval is { } interval => $"{format.ShowDifference(value)} [{format.ShowDifference(interval.Lower)}, {format.ShowDifference(interval.Upper)}]",
            ColumnKind.Interval => format.ShowDifference(value),
            _ => format.Show(value),
        };
    }

    /// <summary>The fields of the cell in files for programs, as many as its column has keys.</summary>
    /// <param name="column">Its column.</param>
    public IReadOnlyList<object?> Fields(TableColumn column) => column.Kind switch
    {
        ColumnKind.Text => [Text],
        ColumnKind.Spread => [Value, Deviation],
        ColumnKind.Interval => [Value, Interval?.Lower, Interval?.Upper],
        _ => [Value],
    };
}
