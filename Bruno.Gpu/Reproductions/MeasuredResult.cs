using System.Globalization;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Reproductions;

/// <summary>A figure of ours.</summary>
/// <param name="Figure">Which one.</param>
/// <param name="Labels">What it differs from others in.</param>
/// <param name="Value">Its statistics over seeds; none where it was not measured.</param>
internal sealed record MeasuredResult(ResultFigure Figure, IReadOnlyList<TrialLabel> Labels, SampleStatistics? Value)
{
    /// <summary>A figure of a gradient method over a horizon, measured once; null where it was not.</summary>
    internal static MeasuredResult OfMethod(ResultFigure figure, string method, int steps, double? value) => new(
        figure, [new("method", method), new("steps", steps.ToString(CultureInfo.InvariantCulture))], value is double number ? SampleStatistics.Of([number]) : null);
}
