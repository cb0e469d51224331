using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Cards;

/// <summary>Cards of neurons: the parameters of their device model, and what they take of energy.</summary>
internal sealed class NeuronCardSchema(IDeviceModel model) : ICardSchema
{
    /// <inheritdoc/>
    public IReadOnlyList<CardQuantity> Quantities { get; } =
        [.. model.Parameters.Select(parameter => new CardQuantity(parameter.Name, parameter.Unit, parameter.Meaning)), .. EnergyFigures.Neuron];

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values, IReadOnlyCollection<string> stated) =>
        model.Validate(values.Where(value => !EnergyFigures.Contains(value.Key)).ToDictionary(value => value.Key, value => value.Value[0], StringComparer.Ordinal))
            .Concat(EnergyFigures.Validate(values));
}
