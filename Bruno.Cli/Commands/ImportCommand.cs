using System.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno import</c>: makes a run of a network that others trained.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "The network, a file in the Neuromorphic Intermediate Representation (.nir, HDF5).", HelpName = "FILE.nir" };
        Option<string> output = new("--output") { Description = "The run's folder.", HelpName = "DIR", Required = true };
        NirOptions nir = new();
        RunOptions options = new();
        Command command = new("import", """
            Makes a run of a network in the Neuromorphic Intermediate Representation (NIR), which can be evaluated, trained on,
            quantised and put onto virtual chips as any other. Settings beside the network, such as its data, are those of --config
            and --set. What cannot be expressed is refused, node by node.

            Examples:
              bruno import network.nir --output RUN --dt 1e-4
              bruno import network.nir --output RUN --dt 1e-3 --discretisation exponential --reset subtract --precision double
            """);
        command.Add(file);
        command.Add(output);
        nir.AddTo(command, withReset: true);
        options.AddTo(command, "--integrator", "--substeps");
        command.SetAction(result => (int)Run(
            result.GetRequiredValue(file), result.GetRequiredValue(output), nir.Of(result), options.Settings(result)));
        return command;
    }

    private static ExitCode Run(string file, string output, NirTiming timing, RunSettings settings)
    {
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(file), timing, file);
        ImportedRun.Create(output, network, ImportedRun.Configure(network, settings, file));
        Console.Out.WriteLine($"{network.Inputs} inputs, {network.Network.Layers.Count} layers, {network.Outputs} outputs, {network.Values.Values.Sum(values => (long)values.Length)} parameters: {output}");
        return ExitCode.Ok;
    }
}
