using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>The options that say in one go how devices differ from what was meant; see <see cref="DeviceChanges"/>.</summary>
internal sealed class DeviceOptions
{
    private readonly Option<string[]> cards = new("--card")
    {
        Description = "A device card, name or file, of a synapse or a neuron: its figures for all of them; may be given again. See 'bruno cards'.",
        HelpName = "NAME|FILE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<double?> d2d = Share("--d2d", "Device-to-device variability of neurons and synapses: standard deviation as a share, 0.05 or 5%.");
    private readonly Option<double?> neuronD2d = Share("--neuron-d2d", "The same of neurons alone.");
    private readonly Option<double?> synapseD2d = Share("--synapse-d2d", "The same of synapses alone.");
    private readonly Option<double?> programming = Share("--programming", "Programming error of synapses: standard deviation as a share of g_max.");
    private readonly Option<double?> readNoise = Share("--read-noise", "Noise of every read of a synapse: standard deviation as a share of its conductance.");
    private readonly Option<double?> stuck = Share("--stuck", "Share of stuck cells, half of them at g_min, half at g_max.");

    private readonly Option<double?> drift = new Quantity("", -1, 1).Optional("--drift", "Exponent nu of the drift of conductances, G(t) = G (t / t0)^-nu, -1 to 1.", "NU");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [cards, d2d, neuronD2d, synapseD2d, programming, readNoise, stuck, drift];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>The run with what the user said of its devices.</summary>
    /// <exception cref="BrunoException">A figure is out of its range, or a card is missing or has faults.</exception>
    public RunConfiguration Apply(ParseResult result, RunConfiguration configuration)
    {
        double? all = result.GetValue(d2d);
        return new DeviceChanges
        {
            Cards = [.. (result.GetValue(cards) ?? []).Select(CardCatalogue.Find)],
            NeuronVariability = result.GetValue(neuronD2d) ?? (configuration.HasDevices ? all : null),
            SynapseVariability = result.GetValue(synapseD2d) ?? all,
            Programming = result.GetValue(programming),
            ReadNoise = result.GetValue(readNoise),
            Stuck = result.GetValue(stuck),
            Drift = result.GetValue(drift),
        }.Apply(configuration);
    }

    private static Option<double?> Share(string name, string description) => Quantity.Share.Optional(name, description, "SHARE");
}
