using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>The options that say in one go how devices differ from what was meant; see <see cref="DeviceChanges"/>.</summary>
internal sealed class DeviceOptions
{
    private const string NeuronD2d = "neuron_variability";
    private const string SynapseD2d = "synapses.non_idealities.d2d";

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

    /// <summary>What the user said of the devices: cards first, then single figures, which go over them.</summary>
    /// <exception cref="BrunoException">A card is missing or has faults, or there are two of a kind.</exception>
    public IEnumerable<ConfigurationChange<RunConfiguration>> Changes(ParseResult result)
    {
        string[] names = result.GetValue(cards) ?? [];
        DeviceCard[] found = [.. names.Select(CardCatalogue.Find)];
        if (found.CountBy(card => card.Kind).Any(kind => kind.Value > 1))
            throw new BrunoException(ExitCode.Usage, $"Only one card of a kind can be used: {string.Join(", ", names)}.");
        foreach ((string name, DeviceCard card) in names.Zip(found))
            yield return Change($"--card {name}", card.Kind == CardKind.Synapse ? ["synapses"] : ["network.layers"], new() { Card = card });

        if (result.GetValue(d2d) is double all)
        {
            yield return Change(d2d.Name, [SynapseD2d], new() { SynapseVariability = all });
            yield return new(d2d.Name, _ => [NeuronD2d], run => run.HasDevices ? new DeviceChanges { NeuronVariability = all }.Apply(run) : run);
        }

        (Option<double?> Option, string Key, Func<double, DeviceChanges> Figure)[] figures =
        [
            (neuronD2d, NeuronD2d, value => new() { NeuronVariability = value }),
            (synapseD2d, SynapseD2d, value => new() { SynapseVariability = value }),
            (programming, "synapses.non_idealities.programming", value => new() { Programming = value }),
            (readNoise, "synapses.non_idealities.read_noise", value => new() { ReadNoise = value }),
            (stuck, "synapses.non_idealities.stuck", value => new() { Stuck = value }),
            (drift, "synapses.non_idealities.drift", value => new() { Drift = value }),
        ];
        foreach ((Option<double?> option, string key, Func<double, DeviceChanges> figure) in figures)
        {
            if (result.GetValue(option) is double value)
                yield return Change(option.Name, [key], figure(value));
        }
    }

    private static ConfigurationChange<RunConfiguration> Change(string origin, string[] keys, DeviceChanges changes) =>
        new(origin, _ => keys, changes.Apply);

    private static Option<double?> Share(string name, string description) => Quantity.Share.Optional(name, description, "SHARE");
}
