namespace Bruno.Gpu.Chips;

/// <summary>Accuracies of the chips of a population at one time after they were programmed.</summary>
public sealed record ChipSummary
{
    /// <summary>The time since they were programmed, s.</summary>
    public required double AfterSeconds { get; init; }

    /// <summary>How many chips.</summary>
    public required int Chips { get; init; }

    /// <summary>The mean loss of the chips.</summary>
    public required double LossMean { get; init; }

    /// <summary>The mean accuracy.</summary>
    public required double AccuracyMean { get; init; }

    /// <summary>The standard deviation of the accuracy from chip to chip (of the sample, divided by n - 1); 0 of one chip.</summary>
    public required double AccuracyDeviation { get; init; }

    /// <summary>The worst chip.</summary>
    public required double AccuracyMinimum { get; init; }

    /// <summary>The 5 % quantile of the accuracy, interpolated between chips.</summary>
    public required double AccuracyQuantile05 { get; init; }

    /// <summary>The 25 % quantile.</summary>
    public required double AccuracyQuantile25 { get; init; }

    /// <summary>The median.</summary>
    public required double AccuracyMedian { get; init; }

    /// <summary>The 75 % quantile.</summary>
    public required double AccuracyQuantile75 { get; init; }

    /// <summary>The 95 % quantile.</summary>
    public required double AccuracyQuantile95 { get; init; }

    /// <summary>The best chip.</summary>
    public required double AccuracyMaximum { get; init; }

    /// <summary>The share of chips that reach the accuracy asked for.</summary>
    public required double Yield { get; init; }

    /// <summary>Summarises the chips of each time, in the order of the times.</summary>
    /// <param name="rows">The chips.</param>
    /// <param name="yieldAbove">The accuracy that a chip must reach.</param>
    internal static IReadOnlyList<ChipSummary> Of(IEnumerable<ChipMetrics> rows, double yieldAbove) =>
    [
        .. rows.GroupBy(row => row.AfterSeconds).OrderBy(group => group.Key)
            .Select(group => Of(group.Key, [.. group], yieldAbove)),
    ];

    private static ChipSummary Of(double afterSeconds, ChipMetrics[] rows, double yieldAbove)
    {
        double[] accuracies = [.. rows.Select(row => row.Accuracy).Order()];
        double mean = accuracies.Average();
        double squares = accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean));
        return new()
        {
            AfterSeconds = afterSeconds,
            Chips = rows.Length,
            LossMean = rows.Average(row => row.Loss),
            AccuracyMean = mean,
            AccuracyDeviation = Math.Sqrt(squares / Math.Max(rows.Length - 1, 1)),
            AccuracyMinimum = accuracies[0],
            AccuracyQuantile05 = Quantile(accuracies, 0.05),
            AccuracyQuantile25 = Quantile(accuracies, 0.25),
            AccuracyMedian = Quantile(accuracies, 0.5),
            AccuracyQuantile75 = Quantile(accuracies, 0.75),
            AccuracyQuantile95 = Quantile(accuracies, 0.95),
            AccuracyMaximum = accuracies[^1],
            Yield = (double)accuracies.Count(accuracy => accuracy >= yieldAbove) / rows.Length,
        };
    }

    /// <summary>The quantile between the two ordered values around it, linearly.</summary>
    private static double Quantile(double[] ordered, double share)
    {
        double at = share * (ordered.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + (at - below) * (ordered[above] - ordered[below]);
    }
}
