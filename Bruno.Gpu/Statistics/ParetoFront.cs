namespace Bruno.Gpu.Statistics;

/// <summary>What nothing else beats in both of two respects at once.</summary>
internal static class ParetoFront
{
    /// <summary>
    /// The points of the front: no other point costs as little or less and is worth as much or more, with one of the two truly better. Equal points are all on it or none.
    /// </summary>
    /// <param name="points">Their cost, of which less is better, and worth, of which more is; finite.</param>
    /// <returns>Their places in the list, by growing cost, then as they are listed.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<(double Cost, double Worth)> points)
    {
        List<int> front = [];
        double best = double.NegativeInfinity;
        foreach (IGrouping<double, int> group in Enumerable.Range(0, points.Count).GroupBy(i => points[i].Cost).OrderBy(group => group.Key))
        {
            double worth = group.Max(i => points[i].Worth);
            if (worth <= best)
                continue;
            best = worth;
            front.AddRange(group.Where(i => points[i].Worth == worth));
        }

        return front;
    }
}
