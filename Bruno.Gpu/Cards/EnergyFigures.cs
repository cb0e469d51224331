using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Cards;

/// <summary>The figures of cards that energies are estimated with; no model computes with them.</summary>
internal static class EnergyFigures
{
    public const string PerSpike = "energy_per_spike";
    public const string StaticPower = "static_power";
    public const string PerRead = "energy_per_read";
    public const string ReadVoltage = "read_voltage";
    public const string ReadTime = "read_time";

    /// <summary>Figures of neurons.</summary>
    public static IReadOnlyList<CardQuantity> Neuron { get; } =
    [
        new(PerSpike, "J", "energy of a spike, from the charge to the reset"),
        new(StaticPower, "W", "power of a neuron without spikes"),
    ];

    /// <summary>Figures of synapses.</summary>
    public static IReadOnlyList<CardQuantity> Synapse { get; } =
    [
        new(PerRead, "J", "energy of a synaptic operation, all cells of the weight; without it, read_voltage^2 G read_time"),
        new(ReadVoltage, "V", "voltage across a cell that is read"),
        new(ReadTime, "s", "length of the pulse that reads a cell"),
    ];

    /// <summary>Whether a figure is one of these.</summary>
    public static bool Contains(string name) => Neuron.Concat(Synapse).Any(quantity => quantity.Name == name);

    private const double Largest = 1e6;

    /// <summary>The faults of these figures among those of a card.</summary>
    public static IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values) =>
        from value in values
        where Contains(value.Key) && NumberRange.Within(value.Value[0], 0, Largest) is not null
        select new Fault(value.Key, FormattableString.Invariant($"must not be negative and at most {Largest}, is {value.Value[0]} in SI units"));
}
