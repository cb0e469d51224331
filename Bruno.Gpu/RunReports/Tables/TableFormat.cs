namespace Bruno.Gpu.RunReports.Tables;

/// <summary>A format of tables.</summary>
internal enum TableFormat
{
    /// <summary>For programs: SI units, all digits, means and deviations in columns of their own.</summary>
    Csv,

    /// <summary>For people, in the manner of GitHub.</summary>
    Markdown,

    /// <summary>For papers: a tabular with the rules of the package booktabs.</summary>
    Latex,
}
