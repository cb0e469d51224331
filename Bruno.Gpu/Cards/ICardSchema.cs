using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Cards;

/// <summary>What cards of a kind may say, and what of it is impossible.</summary>
internal interface ICardSchema
{
    /// <summary>All figures of such cards.</summary>
    IReadOnlyList<CardQuantity> Quantities { get; }

    /// <summary>The faults of the figures of a card, in SI units; the key of a fault is the name of the figure, or empty.</summary>
    IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values);
}
