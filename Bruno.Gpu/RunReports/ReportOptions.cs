using Bruno.Gpu.RunReports.Pages;
using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.RunReports;

/// <summary>What is wanted of a report.</summary>
internal sealed record ReportOptions
{
    /// <summary>Runs that are run again in detail where nothing is said; of more than <see cref="FewRuns"/> runs, none.</summary>
    public const int UsualRunsInDetail = 3;

    /// <summary>So many runs are few.</summary>
    public const int FewRuns = 36;

    /// <summary>The title; the names of what is reported where there is none.</summary>
    public string? Title { get; init; }

    /// <summary>Of how many variants the best run is looked at in detail, the best variants first; where nothing is said, <see cref="UsualRunsInDetail"/> of few runs.</summary>
    public int? RunsInDetail { get; init; }

    /// <summary>The numbers of the test samples whose spikes and trajectories are shown.</summary>
    public IReadOnlyList<int> Samples { get; init; } = [0];

    /// <summary>The confidence of intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = ConfidenceInterval.Usual;

    /// <summary>What stands before the runs; none where there is nothing.</summary>
    public ReportPreface? Preface { get; init; }

    /// <summary>The compute device of runs in detail; that of each run where there is none.</summary>
    public string? Device { get; init; }
}
