using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Synapses;

/// <summary>The levels of a weight, with what each is as a weight and as conductances: what people confuse with other bits.</summary>
internal static class LevelTable
{
    /// <summary>All levels, from the most negative to the most positive; none where weights are not quantised.</summary>
    /// <param name="configuration">The synapses.</param>
    /// <param name="scale">w_max of the layer or of the output.</param>
    public static IReadOnlyList<WeightLevel> Of(SynapseConfiguration configuration, double scale)
    {
        ConductanceRange range = configuration.Conductance.Range;
        return [.. Weights(configuration, scale).Select(entry => new WeightLevel(
            entry.Level, entry.Weight, range.Positive(entry.Weight, scale), range.Negative(entry.Weight, scale)))];
    }

    /// <summary>The level whose conductances are nearest to those of a cell.</summary>
    public static WeightLevel Nearest(IReadOnlyList<WeightLevel> levels, double positive, double negative) =>
        levels.MinBy(level => Math.Abs(level.Positive - level.Negative - (positive - negative)))
        ?? throw new ArgumentException("There are no levels.", nameof(levels));

    private static IEnumerable<(int Level, double Weight)> Weights(SynapseConfiguration configuration, double scale)
    {
        double[] shares = configuration.Conductance.LevelShares();
        if (shares.Length > 0)
            return shares.Select((share, index) => (index - shares.Length / 2, share * scale));
        if (configuration.Quantisation.Bits is not int bits)
            return [];
        LevelRounding rounding = new(bits, configuration.Quantisation.Variant, configuration.Quantisation.Rounding);
        return Enumerable.Range(-rounding.Largest, 2 * rounding.Largest + 1).Select(level => (level, rounding.Weight(level, scale)));
    }
}
