namespace Bruno.Gpu.Chips;

/// <summary>
/// Bins of a histogram of accuracies. Accuracies are counts of right answers over a number of them: a bin holds a whole number of the
/// steps between, with its edges between two, or it would be by chance whether it holds one more than the next.
/// </summary>
internal sealed class AccuracyBins
{
    private const int MostBins = 24;

    /// <summary>Counts of answers over which no steps are looked for.</summary>
    private const int MostAnswers = 100_000;

    private AccuracyBins(double[] edges) => Edges = edges;

    /// <summary>The edges, ascending, one more than bins.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>The bins of accuracies, all of which they hold.</summary>
    public static AccuracyBins Of(IReadOnlyList<double> accuracies)
    {
        double low = accuracies.Min(), high = accuracies.Max();
        if (StepOf(accuracies) is not double step)
        {
            double even = high > low ? (high - low) / MostBins : 0.01;
            return new([.. Enumerable.Range(0, MostBins + 1).Select(i => low + i * even)]);
        }

        int steps = (int)Math.Round((high - low) / step) + 1, stepsOfBin = (steps + MostBins - 1) / MostBins, bins = (steps + stepsOfBin - 1) / stepsOfBin;
        return new([.. Enumerable.Range(0, bins + 1).Select(i => low + (i * stepsOfBin - 0.5) * step)]);
    }

    /// <summary>The outline of the histogram, from zero up and down to zero again at both ends.</summary>
    public (double[] X, double[] Y) Outline(IReadOnlyList<double> accuracies)
    {
        int bins = Edges.Count - 1;
        double width = (Edges[^1] - Edges[0]) / bins;
        int[] counts = new int[bins];
        foreach (double accuracy in accuracies)
            counts[Math.Clamp((int)((accuracy - Edges[0]) / width), 0, bins - 1)]++;
        return (
            [Edges[0], .. Enumerable.Range(0, bins).SelectMany(bin => new[] { Edges[bin], Edges[bin + 1] }), Edges[^1]],
            [0, .. counts.SelectMany(count => new double[] { count, count }), 0]);
    }

    /// <summary>The step that accuracies differ by: that of the least number of answers of which all are a whole number.</summary>
    private static double? StepOf(IReadOnlyList<double> accuracies)
    {
        double[] distinct = [.. accuracies.Distinct()];
        for (int answers = 1; answers <= MostAnswers; ++answers)
        {
            if (distinct.All(accuracy => Math.Abs(accuracy * answers - Math.Round(accuracy * answers)) < 1e-6))
                return 1.0 / answers;
        }

        return null;
    }
}
