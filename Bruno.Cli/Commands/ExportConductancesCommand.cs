using System.CommandLine;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Synapses;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno export conductances</c>: what an array programmer writes into the cells.</summary>
internal static class ExportConductancesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> run = new("run") { Description = "The run's folder." };
        Option<string> output = new("--output") { Description = "The file to write.", HelpName = "FILE.csv", Required = true };
        Option<bool> force = new("--force") { Description = "Writes over a file that is there." };
        WeightOptions weights = new();
        Command command = new("conductances", """
            Writes the target conductance of every cell of a trained network, a row a cell: layer, row, column, side (positive,
            negative or reference), level, conductance_s, weight, w_max, weight_per_siemens. Back to a weight:
            (positive - negative or reference) * weight_per_siemens. 'bruno check conductances' reads a file back.

            Examples:
              bruno export conductances RUN --output cells.csv --card rram-neurram
              bruno export conductances RUN --output cells.csv --set synapses.quantisation.bits=4
            """);
        command.Add(run);
        command.Add(output);
        command.Add(force);
        weights.AddTo(command);
        command.SetAction(result =>
        {
            string file = result.GetRequiredValue(output);
            OutputPlace.RequireFree(file, result.GetValue(force));
            return (int)Run(weights.OfRun(result, result.GetRequiredValue(run)), file);
        });
        return command;
    }

    private static ExitCode Run(NetworkWeights network, string output)
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        // One matrix at a time: the next is mapped when the rows of the one before are written.
        ConductanceTable.Write(output, network.Matrices.Select(matrix => matrix.Targets(device, network.Configuration.Seed)));
        Console.Out.WriteLine($"conductances of {network.Matrices.Sum(matrix => matrix.Values.Length)} weights: {output}");
        return ExitCode.Ok;
    }
}
