using Bruno.Gpu.Configuration;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Cards;

/// <summary>Cards of synapses: their conductances, what goes wrong with them, and what a read takes of energy.</summary>
internal sealed class SynapseCardSchema : ICardSchema
{
    private static readonly (CardQuantity Quantity, string Setting)[] Entries =
    [
        (new("g_min", "S", "smallest conductance"), "conductance.g_min"),
        (new("g_max", "S", "largest conductance"), "conductance.g_max"),
        (new("levels", "S", "measured conductances of the levels, ascending", IsList: true), "conductance.levels"),
        (new("d2d_sigma", "", "device-to-device variability, standard deviation as a share of the conductance"), "non_idealities.d2d.sigma"),
        (new("programming_sigma", "", "programming error, standard deviation as a share of g_max"), "non_idealities.programming.sigma"),
        (new("programming_coefficients", "S", "programming error by level: coefficients of 1, x, x^2, ... with x = G / g_max", IsList: true), "non_idealities.programming.coefficients"),
        (new("read_noise_relative", "", "noise of a read, standard deviation as a share of the conductance"), "non_idealities.read_noise.relative"),
        (new("read_noise_absolute", "S", "noise of a read besides that, standard deviation"), "non_idealities.read_noise.absolute"),
        (new("drift_exponent", "", "exponent nu of G(t) = G (t / t0)^-nu"), "non_idealities.drift.exponent"),
        (new("drift_spread", "", "standard deviation of the exponent from device to device"), "non_idealities.drift.spread"),
        (new("drift_reference_time", "s", "time t0 after the write"), "non_idealities.drift.reference_time"),
        (new("stuck_at_minimum", "", "share of cells stuck at g_min"), "non_idealities.stuck.at_minimum"),
        (new("stuck_at_maximum", "", "share of cells stuck at g_max"), "non_idealities.stuck.at_maximum"),
        (new("line_resistance", "ohm", "resistance of the wire from a cell to the next"), "non_idealities.lines.resistance"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CardQuantity> Quantities { get; } = [.. Entries.Select(entry => entry.Quantity), .. EnergyFigures.Synapse];

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values, IReadOnlyCollection<string> stated)
    {
        if (!stated.Contains("levels"))
        {
            foreach (string needed in new[] { "g_min", "g_max" }.Where(name => !stated.Contains(name)))
                yield return new(needed, "must be given, or the measured 'levels'");
        }

        foreach (ConfigurationFault fault in Faults(values))
            yield return new(NameOf(fault.Path), fault.Message);
        foreach (Fault fault in EnergyFigures.Validate(values))
            yield return fault;
    }

    /// <summary>The synapses that a card describes; what it does not say is off.</summary>
    public static SynapseConfiguration Configure(IReadOnlyDictionary<string, double[]> values) =>
        ConfigurationBinder.Bind<SynapseConfiguration>(Sources(values));

    private static IReadOnlyList<ConfigurationFault> Faults(IReadOnlyDictionary<string, double[]> values)
    {
        try
        {
            Configure(values);
            return [];
        }
        catch (ConfigurationException exception)
        {
            return exception.Faults;
        }
    }

    private static IEnumerable<ConfigurationSource> Sources(IReadOnlyDictionary<string, double[]> values) =>
        from entry in Entries
        where values.ContainsKey(entry.Quantity.Name)
        let numbers = values[entry.Quantity.Name]
        let text = entry.Quantity.IsList ? $"[{string.Join(", ", numbers.Select(TomlText.Number))}]" : TomlText.Number(numbers[0])
        select ConfigurationSource.FromSetting($"{entry.Setting}={text}");

    /// <summary>The figure that a fault of a setting is about.</summary>
    private static string NameOf(string setting) =>
        Entries.FirstOrDefault(entry => setting.StartsWith(entry.Setting, StringComparison.Ordinal)).Quantity?.Name ?? "";
}
