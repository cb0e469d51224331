using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Nir;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno export nir</c>: a trained network for other simulators and chips.</summary>
internal static class ExportNirCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> run = new("run") { Description = "The run's folder." };
        Option<string> output = new("--output") { Description = "The file to write.", HelpName = "FILE.nir", Required = true };
        Option<bool> force = new("--force") { Description = "Writes over a file that is there." };
        Option<string[]> fallback = new("--fallback")
        {
            Description = $"What is to stand for neurons that NIR cannot express, {NirFallback.Form}; may be given again. TYPE is lif, cuba_lif or if.",
            HelpName = "KIND=TYPE:NAME=VALUE,...",
            AllowMultipleArgumentsPerToken = false,
        };
        NirOptions nir = new();
        WeightOptions weights = new();
        Command command = new("nir", """
            Writes a trained network in the Neuromorphic Intermediate Representation (NIR). Steps become time by --dt. Quantised
            weights are written as the levels that the network computes with. Layers that NIR cannot express, such as those of
            devices, are refused by name unless --fallback says what is to stand for them.

            Examples:
              bruno export nir RUN --output network.nir --dt 1e-3
              bruno export nir RUN --output network.nir --dt 1e-3 --fallback felif=lif:tau=0.02,r=1,v_threshold=1
            """);
        command.Add(run);
        command.Add(output);
        command.Add(force);
        command.Add(fallback);
        nir.AddTo(command, withReset: false);
        weights.AddTo(command);
        command.SetAction(result =>
        {
            string file = result.GetRequiredValue(output);
            OutputPlace.RequireFree(file, result.GetValue(force));
            NirTiming timing = nir.Of(result);
            NirFallback[] fallbacks = [.. (result.GetValue(fallback) ?? []).Select(NirFallback.Parse)];
            (NirGraph graph, IReadOnlyList<string> notes) = NirExport.ToGraph(weights.OfRun(result, result.GetRequiredValue(run)), timing, fallbacks);
            NirFile.Write(file, graph);
            foreach (string note in notes)
                MessageConsole.WriteLine(note);
            Console.Out.WriteLine($"{graph.Nodes.Count} nodes: {file}");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
