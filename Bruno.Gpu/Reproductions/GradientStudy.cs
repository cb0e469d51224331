using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Comparison;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Reproductions;

/// <summary>Gradient methods against the converged gradient at the initial parameters, over all of them together.</summary>
internal sealed record GradientStudy
{
    /// <summary>The methods.</summary>
    public IReadOnlyList<GradientKind> Methods { get; init; } = [];

    /// <summary>Outer steps that samples are cut to.</summary>
    public IReadOnlyList<int> Horizons { get; init; } = [];

    /// <summary>Samples of the batch.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>Micro-steps an outer step of the reference.</summary>
    public int ReferenceSubsteps { get; init; } = 2000;

    /// <summary>Compares, or reads what was compared before.</summary>
    /// <param name="configuration">Network and data.</param>
    /// <param name="path">The folder of the comparison.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between passes.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <returns>Cosines and ratios of norms.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<MeasuredResult> Measure(
        RunConfiguration configuration, string path, IReadOnlyList<string> commandLine, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        IReadOnlyList<GradientComparisonRow> rows = Known(path);
        if (rows.Count < Methods.Count * Horizons.Count)
        {
            GradientComparisonOptions options = new()
            {
                Methods = Methods, Horizons = Horizons, Samples = Samples, ReferenceSubsteps = ReferenceSubsteps, Force = true,
            };
            // Rounding is not the fault of a method.
            GradientComparisonResult result = GradientComparison.Run(
                configuration with { Precision = Precision.Double }, options, null, path, commandLine,
                report is null ? null : progress => report(new(progress.Pass, (double)progress.Done / progress.Total)), cancellation, policy);
            if (result.Status != "completed")
                throw new OperationCanceledException(cancellation);
            rows = OverAll(result.Rows);
        }

        return
        [
            .. rows.Select(row => MeasuredResult.OfMethod(ResultFigure.Cosine, row.Method, row.HorizonSteps, row.Cosine)),
            .. rows.Select(row => MeasuredResult.OfMethod(ResultFigure.NormRatio, row.Method, row.HorizonSteps, row.NormRatio)),
        ];
    }

    private static IReadOnlyList<GradientComparisonRow> Known(string path)
    {
        ComparisonFolder folder = new(path);
        return File.Exists(folder.Rows) ? OverAll(CsvTable.Read<GradientComparisonRow>(folder.Rows)) : [];
    }

    private static IReadOnlyList<GradientComparisonRow> OverAll(IReadOnlyList<GradientComparisonRow> rows) => [.. rows.Where(row => row.Layer == GradientComparisonRow.AllLayers)];
}
