using System.Reflection;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Cards;

/// <summary>Cards of synapses: their conductances, what goes wrong with them, and what a read takes of energy.</summary>
internal sealed class SynapseCardSchema : ICardSchema
{
    /// <summary>The settings of synapses that cards give, each of which says so itself (<see cref="CardFigureAttribute"/>).</summary>
    private static readonly (CardQuantity Quantity, string Setting)[] Entries = [.. EntriesOf(typeof(SynapseConfiguration), "")];

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

    private static IEnumerable<(CardQuantity Quantity, string Setting)> EntriesOf(Type record, string path)
    {
        foreach (RecordProperty property in RecordModel.For(record).Properties)
        {
            string key = Binding.Join(path, property.Key);
            if (property.Shape.Kind == ValueKind.Record)
            {
                foreach ((CardQuantity Quantity, string Setting) entry in EntriesOf(property.Shape.Type, key))
                    yield return entry;
            }
            else if (property.Info.GetCustomAttribute<CardFigureAttribute>() is { } figure)
            {
                yield return (
                    new(figure.Name, property.Number?.Unit ?? "", Documentation.Of(property.Info), property.Shape.Kind == ValueKind.List), key);
            }
        }
    }
}
