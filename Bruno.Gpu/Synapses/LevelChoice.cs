namespace Bruno.Gpu.Synapses;

/// <summary>
/// Chooses some of a device's measured levels: the first and the last, and between them those that are nearest to even steps, the sum
/// of the squared distances being the least there is.
/// </summary>
internal static class LevelChoice
{
    /// <summary>The chosen levels.</summary>
    /// <param name="levels">Measured conductances, ascending, S.</param>
    /// <param name="count">How many to choose, 2 to as many as there are.</param>
    public static double[] Evenly(double[] levels, int count)
    {
        double step = (levels[^1] - levels[0]) / (count - 1);
        // cost[i]: the least cost of the levels chosen so far where the last of them is i.
        double[] cost = new double[levels.Length];
        int[][] previous = new int[count][];
        Array.Fill(cost, double.PositiveInfinity, 1, levels.Length - 1);
        for (int k = 1; k < count; ++k)
        {
            double target = levels[0] + k * step, best = double.PositiveInfinity;
            double[] next = new double[levels.Length];
            previous[k] = new int[levels.Length];
            Array.Fill(next, double.PositiveInfinity);
            for (int i = k, from = 0; i < levels.Length; ++i)
            {
                if (cost[i - 1] < best)
                    (best, from) = (cost[i - 1], i - 1);
                next[i] = best + (levels[i] - target) * (levels[i] - target);
                previous[k][i] = from;
            }

            cost = next;
        }

        double[] chosen = new double[count];
        for (int k = count - 1, at = levels.Length - 1; k >= 0; at = k > 0 ? previous[k][at] : at, --k)
            chosen[k] = levels[at];
        return chosen;
    }
}
