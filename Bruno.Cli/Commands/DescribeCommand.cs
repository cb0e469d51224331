using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno describe</c>: what a network is made of.</summary>
internal static class DescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> preset = new("preset")
        {
            Description = $"The network: {string.Join(", ", PresetCatalogue.Names)} (default {PresetCatalogue.Default}).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> run = new("--run") { Description = "A trained run instead: its settings and weights.", HelpName = "DIR" };
        Option<string?> levels = new("--levels")
        {
            Description = $"Prints all levels of this layer; without it, tables of more than {NetworkDescriptionView.MostLevels} levels are cut.",
            HelpName = "LAYER",
        };
        Option<bool> json = new("--json") { Description = "Prints everything as JSON." };
        WeightOptions weights = new();
        Command command = new("describe", """
            Describes a network: its layers, and for every weight matrix its levels as weights, conductances and currents, with
            how many weights have each. Bits of a weight are its levels; bits of converters (DAC, ADC) are shown beside them.

            Examples:
              bruno describe tactile-felif --set synapses.quantisation.bits=3
              bruno describe --run runs/quickstart-20260101-120000 --card rram-neurram
              bruno describe --set synapses.quantisation.bits=8 --levels 1.linear
            """);
        command.Add(preset);
        Option[] own = [run, levels, json];
        foreach (Option option in own)
            command.Add(option);
        weights.AddTo(command);
        command.SetAction(result => (int)Run(
            Weights(result, weights, result.GetValue(preset), result.GetValue(run)), result.GetValue(levels), result.GetValue(json)));
        return command;
    }

    private static NetworkWeights Weights(ParseResult result, WeightOptions weights, string? preset, string? run)
    {
        if (run is not null && preset is not null)
            throw new BrunoException(ExitCode.Usage, "--run brings the settings of that run: leave the preset out.");
        return run is null ? weights.OfPreset(result, preset ?? PresetCatalogue.Default) : weights.OfRun(result, run);
    }

    private static ExitCode Run(NetworkWeights weights, string? levels, bool json)
    {
        string[] layers = [.. weights.Matrices.Select(matrix => matrix.Layer)];
        if (levels is not null && !layers.Contains(levels))
        {
            throw new BrunoException(
                ExitCode.Usage, $"--levels: no layer '{levels}' has weights (there are {string.Join(", ", layers)}){NearestName.Hint(levels, layers)}");
        }

        NetworkDescription description = NetworkDescription.Of(weights);
        if (json)
            Console.Out.Write(JsonFile.ToText(description));
        else
            NetworkDescriptionView.Write(description, levels);
        return ExitCode.Ok;
    }
}
