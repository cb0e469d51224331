using System.CommandLine;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno export weights</c>: parameters for other programs.</summary>
internal static class ExportWeightsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> run = new("run") { Description = "The run's folder." };
        Option<string> output = new("--output") { Description = "The file to write; its ending says the format.", HelpName = "FILE.npz|FILE.csv|FILE.safetensors", Required = true };
        Option<bool> force = new("--force") { Description = "Writes over a file that is there." };
        WeightOptions weights = new();
        Command command = new("weights", """
            Writes all parameters of a trained network in double precision, as they were trained: weights are [inputs, outputs].
            NPZ opens with numpy.load, safetensors with the packages of that name, CSV has a row a number: parameter, row, column,
            value. The levels of quantised weights are in 'bruno export conductances' and 'bruno export nir'.

            Examples:
              bruno export weights RUN --output weights.npz
              bruno export weights RUN --output weights.safetensors --checkpoint last
              bruno export weights RUN --output weights.csv
            """);
        command.Add(run);
        command.Add(output);
        command.Add(force);
        weights.AddTo(command);
        command.SetAction(result =>
        {
            string file = result.GetRequiredValue(output);
            WeightFile.RequireKnown(file);
            OutputPlace.RequireFree(file, result.GetValue(force));
            NetworkWeights network = weights.OfRun(result, result.GetRequiredValue(run));
            WeightFile.Write(file, network);
            Console.Out.WriteLine($"{network.Values.Length} numbers of {network.Parameters.Count} arrays: {file}");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
