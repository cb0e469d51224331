using Bruno.Gpu.RunReports.Inspections;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>All that a report shows.</summary>
internal sealed record ReportContent
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>All runs, damaged ones included.</summary>
    public required IReadOnlyList<ReportedRun> Runs { get; init; }

    /// <summary>The variants that they are of.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>The tables, by name.</summary>
    public required IReadOnlyDictionary<string, ReportTable> Tables { get; init; }

    /// <summary>The runs that were looked at in detail, with their variants.</summary>
    public required IReadOnlyList<(Variant Variant, ReportedRun Run, RunInspection Inspection)> Details { get; init; }

    /// <summary>What stands before the runs; its tables are among the tables.</summary>
    public ReportPreface? Preface { get; init; }

    /// <summary>Why no more runs were looked at in detail; none where all were that were asked for.</summary>
    public string? DetailNote { get; init; }
}
