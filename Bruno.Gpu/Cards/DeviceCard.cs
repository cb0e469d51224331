using Bruno.Gpu.Configuration;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Cards;

/// <summary>
/// A device card: measured or published figures of a device, each with its unit and its source, from a TOML file.
/// <code>
/// kind = "synapse"                 # or "neuron", with model = "felif"
/// description = "..."
/// [values.g_min]
/// value = 1.0                      # or a list
/// unit = "uS"
/// source = "where the figure comes from"
/// </code>
/// </summary>
/// <param name="Name">The name of the card: that of its file.</param>
/// <param name="Kind">What it describes.</param>
/// <param name="Model">The device model, of a neuron.</param>
/// <param name="Description">What the device is.</param>
/// <param name="Values">Its figures, in the order of the file.</param>
internal sealed record DeviceCard(string Name, CardKind Kind, string? Model, string Description, IReadOnlyList<CardValue> Values)
{
    /// <summary>Reads and checks the text of a card.</summary>
    /// <param name="name">The name of the card.</param>
    /// <param name="origin">The name shown in messages, such as the path of the file.</param>
    /// <param name="toml">The text.</param>
    /// <exception cref="ConfigurationException">Anything is wrong; it lists every fault.</exception>
    public static DeviceCard Parse(string name, string origin, string toml) => new CardReading(name, origin).Read(toml);

    /// <summary>Reads and checks a user's own card.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or anything in it is wrong; every fault is listed.</exception>
    public static DeviceCard ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException([new(path, "", $"cannot be read: {exception.Message}")]);
        }

        return Parse(Path.GetFileNameWithoutExtension(path), path, text);
    }

    /// <summary>The synapses that this card describes; what it does not say is off.</summary>
    /// <exception cref="InvalidOperationException">It is not of a synapse.</exception>
    public SynapseConfiguration Synapses() => Kind == CardKind.Synapse
        ? SynapseCardSchema.Configure(Values.ToDictionary(value => value.Name, value => value.SiNumbers, StringComparer.Ordinal))
        : throw new InvalidOperationException($"The card '{Name}' describes a neuron.");

    /// <summary>
    /// Completes synapses with this card: its conductances take the place of theirs, and its non-idealities those that they say
    /// nothing about. How devices make a weight, how coarse weights are and the current gain stay theirs.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not of a synapse.</exception>
    public SynapseConfiguration Complete(SynapseConfiguration synapses)
    {
        SynapseConfiguration card = Synapses();
        return synapses with
        {
            Conductance = synapses.Conductance with
            {
                GMin = card.Conductance.GMin, GMax = card.Conductance.GMax, Levels = card.Conductance.Levels, LevelsFile = null,
            },
            NonIdealities = synapses.NonIdealities.OrElse(card.NonIdealities),
        };
    }

    /// <summary>A single figure in SI units; none where the card does not give it.</summary>
    public double? Figure(string name) => Values.FirstOrDefault(value => value.Name == name)?.SiNumbers[0];

    /// <summary>The parameters of the device model that this card gives, SI units.</summary>
    /// <exception cref="InvalidOperationException">It is not of a neuron.</exception>
    public IReadOnlyDictionary<string, double> Overrides() => Kind == CardKind.Neuron
        ? Values.Where(value => !EnergyFigures.Contains(value.Name)).ToDictionary(value => value.Name, value => value.SiNumbers[0], StringComparer.Ordinal)
        : throw new InvalidOperationException($"The card '{Name}' describes a synapse.");
}
