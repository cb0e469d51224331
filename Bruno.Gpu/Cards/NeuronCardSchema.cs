using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Cards;

/// <summary>Cards of neurons: the parameters of their device model.</summary>
internal sealed class NeuronCardSchema(IDeviceModel model) : ICardSchema
{
    /// <inheritdoc/>
    public IReadOnlyList<CardQuantity> Quantities { get; } =
        [.. model.Parameters.Select(parameter => new CardQuantity(parameter.Name, parameter.Unit, parameter.Meaning))];

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double[]> values) =>
        model.Validate(values.ToDictionary(value => value.Key, value => value.Value[0], StringComparer.Ordinal));
}
