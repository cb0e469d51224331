using Bruno.Gpu.Cards;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Runs;

/// <summary>
/// What is said in one go of all devices of a run: cards of a synapse and of a neuron, and single figures, which go over cards
/// and settings. What is not given stays as it is.
/// </summary>
internal sealed record DeviceChanges
{
    /// <summary>A device card.</summary>
    public DeviceCard? Card { get; init; }

    /// <summary>Device-to-device variability of neurons, relative standard deviation, 0 to 1.</summary>
    public double? NeuronVariability { get; init; }

    /// <summary>Device-to-device variability of synapses, relative standard deviation, 0 to 1.</summary>
    public double? SynapseVariability { get; init; }

    /// <summary>Programming error, standard deviation as a share of g_max, 0 to 1.</summary>
    public double? Programming { get; init; }

    /// <summary>Noise of reads, standard deviation as a share of the conductance, 0 to 1.</summary>
    public double? ReadNoise { get; init; }

    /// <summary>The share of stuck cells, 0 to 1: half of them at g_min, half at g_max.</summary>
    public double? Stuck { get; init; }

    /// <summary>The exponent of drift, -1 to 1.</summary>
    public double? Drift { get; init; }

    /// <summary>The run with these changes.</summary>
    /// <exception cref="BrunoException">The card is of a model that the network does not have.</exception>
    public RunConfiguration Apply(RunConfiguration configuration)
    {
        if (Card is not null)
            configuration = configuration.WithCard(Card);
        return configuration.WithSynapses(Change) with
        {
            NeuronVariability = NeuronVariability is double sigma
                ? configuration.NeuronVariability with { Sigma = sigma, Sigmas = new Dictionary<string, double>() }
                : configuration.NeuronVariability,
        };
    }

    private SynapseConfiguration Change(SynapseConfiguration synapses)
    {
        NonIdealityConfiguration effects = synapses.NonIdealities;
        return synapses with
        {
            NonIdealities = effects with
            {
                Variability = SynapseVariability is double sigma ? new() { Sigma = sigma } : effects.Variability,
                Programming = Programming is double error ? new() { Sigma = error } : effects.Programming,
                ReadNoise = ReadNoise is double noise ? new() { Relative = noise, Draw = effects.ReadNoise.Draw } : effects.ReadNoise,
                Stuck = Stuck is double share ? new() { AtMinimum = share / 2, AtMaximum = share / 2 } : effects.Stuck,
                Drift = Drift is double exponent ? effects.Drift with { Exponent = exponent } : effects.Drift,
            },
        };
    }
}
