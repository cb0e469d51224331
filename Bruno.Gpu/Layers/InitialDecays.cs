namespace Bruno.Gpu.Layers;

/// <summary>
/// The decays that the neurons of a layer begin with. A decay a stands for the time constant tau = -1 / ln a, in outer steps. Where time
/// constants differ, each neuron has tau spread^u with a u of its own, uniformly distributed from -1 to 1, and so the decay
/// a^(spread^-u): neurons that remember for different times make recurrent networks more accurate and more robust (Perez-Nieves,
/// Leung, Dragotti and Goodman, Nature Communications 2021).
/// </summary>
/// <param name="spread">The factor that time constants differ by, upwards and downwards; null where all are equal.</param>
/// <param name="random">The random numbers of the layer, whose other arrays keep theirs.</param>
internal sealed class InitialDecays(double? spread, LayerRandom random)
{
    /// <summary>How close a drawn decay comes to 0 and to 1, which bounds of training leave out.</summary>
    private const double Margin = 1e-6;

    private readonly LayerRandom random = random.Apart();

    /// <summary>All neurons of a layer begin with the same.</summary>
    public static InitialDecays Equal { get; } = new(null, new LayerRandom(0, 0));

    /// <summary>Makes the decays of so many neurons.</summary>
    /// <param name="decay">The decay in their middle; one without a time constant (not between 0 and 1) is that of all.</param>
    /// <param name="neurons">How many.</param>
    /// <param name="lowest">The smallest that is drawn.</param>
    /// <param name="highest">The largest.</param>
    public Func<double[]> Around(double decay, int neurons, double lowest = Margin, double highest = 1 - Margin)
    {
        if (spread is not { } factor || decay is <= 0 or >= 1)
            return () => [.. Enumerable.Repeat(decay, neurons)];
        Func<double[]> draw = random.Uniform(neurons, -1, 1);
        return () => Array.ConvertAll(draw(), u => Math.Clamp(Math.Pow(decay, Math.Pow(factor, -u)), lowest, highest));
    }
}
