namespace Bruno.Gpu.Synapses;

/// <summary>Finds the level of quantised weights, each column with the levels of its own scale.</summary>
/// <param name="configuration">The synapses.</param>
/// <param name="scales">w_max of each output.</param>
internal sealed class LevelLookup(SynapseConfiguration configuration, double[] scales)
{
    private readonly Dictionary<double, WeightLevel[]> levels =
        scales.Distinct().ToDictionary(scale => scale, scale => LevelTable.Of(configuration, scale).ToArray());

    /// <summary>The number of the level nearest to a weight; none where weights are not quantised.</summary>
    public int? Level(int column, double weight)
    {
        WeightLevel[] candidates = levels[scales[column]];
        if (candidates.Length == 0)
            return null;
        int low = 0, high = candidates.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (candidates[middle].Weight <= weight)
                low = middle;
            else
                high = middle;
        }

        return weight - candidates[low].Weight <= candidates[high].Weight - weight ? candidates[low].Level : candidates[high].Level;
    }
}
