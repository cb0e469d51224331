namespace Bruno.Gpu.RunReports.Tables;

/// <summary>What the cells of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A mean with a standard deviation; two columns in files for programs.</summary>
    Spread,

    /// <summary>A difference with its confidence interval; three columns in files for programs.</summary>
    Interval,
}
