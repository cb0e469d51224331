using System.CommandLine;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Cli.Commands;

/// <summary>The options of commands that look at the weights of a network.</summary>
internal sealed class WeightOptions
{
    private readonly RunOptions options = new();

    private readonly Option<string?> checkpoint = new("--checkpoint")
    {
        Description = "Of a run: best (default, lowest validation loss) or last.",
    };

    private readonly Option<string?> card = new("--card")
    {
        Description = "A device card, name or file: its conductances take the place of those of the settings; see 'bruno cards'.",
        HelpName = "NAME|FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        checkpoint.AcceptOnlyFromAmong("best", "last");
        command.Add(checkpoint);
        command.Add(card);
        options.AddTo(command, "--device", "--epochs", "--gradient", "--integrator", "--memory-limit", "--precision", "--segment", "--substeps", "--tape-every");
    }

    /// <summary>The weights of a run.</summary>
    /// <exception cref="BrunoException">It is no run, or settings, card or checkpoint have faults.</exception>
    public NetworkWeights OfRun(ParseResult result, string run)
    {
        RunFolder folder = RunFolder.Open(run);
        return NetworkWeights.Read(
            TrainingRun.ConfigurationOf(run, Settings(result)), result.GetValue(checkpoint) == "last" ? folder.LastCheckpoint : folder.BestCheckpoint);
    }

    /// <summary>The weights that training with a preset begins with.</summary>
    /// <exception cref="BrunoException">Settings or card have faults, or data are missing.</exception>
    public NetworkWeights OfPreset(ParseResult result, string preset)
    {
        if (result.GetValue(checkpoint) is not null)
            throw new BrunoException(ExitCode.Usage, "--checkpoint chooses among those of a run: give its folder with --run.");
        return NetworkWeights.Read(Settings(result).OverPreset(preset).Bind(), null);
    }

    private RunSettings Settings(ParseResult result)
    {
        RunSettings settings = options.Settings(result);
        if (result.GetValue(card) is not string name)
            return settings;
        DeviceCard found = CardCatalogue.Find(name);
        return found.Kind == CardKind.Synapse
            ? settings with { Changes = [.. settings.Changes, new($"--card {name}", _ => ["synapses"], run => run.WithCard(found))] }
            : throw new BrunoException(ExitCode.Usage, $"--card needs a card of a synapse, but '{name}' is of a neuron; see 'bruno cards'.");
    }
}
