using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Cards;

/// <summary>What cards of a kind may say, and what of it is impossible.</summary>
internal interface ICardSchema
{
    /// <summary>All figures of such cards.</summary>
    IReadOnlyList<CardQuantity> Quantities { get; }

    /// <summary>The faults of the figures of a card; the key of a fault is the name of the figure.</summary>
    /// <param name="values">The figures that could be read, SI units.</param>
    /// <param name="stated">The names of all that the card gives, readable or not.</param>
    IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values, IReadOnlyCollection<string> stated);
}
