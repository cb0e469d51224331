using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark memory</c>: memory and time of a training step against the time horizon.</summary>
internal static class BenchmarkMemoryCommand
{
    private static readonly Option<string> Methods = List(
        "--methods", $"Gradient methods: {GradientNames.List}.", "bruno,exact,bptt");

    private static readonly Option<string> Horizons = List("--horizons", "Outer steps of a sequence.", "10,20,50,100");

    private static readonly Option<string> Batches = List("--batch", "Batch elements.", "16");

    private static readonly Option<string> Substeps = List("--substeps", "Micro-steps an outer step; 1000 are 1 us.", "100");

    private static readonly Option<string> Outputs = List("--outputs", "Outputs of the network, neurons of its last layer.", "27");

    private static readonly Option<int> Inputs = new("--inputs")
    {
        Description = "Channels of the random data.",
        DefaultValueFactory = _ => 128,
        HelpName = "N",
    };

    private static readonly Option<int> Repeats = new("--repeats")
    {
        Description = "Training steps to time; the median counts.",
        DefaultValueFactory = _ => 3,
        HelpName = "N",
    };

    private static readonly Option<double> SecondsPerRow = new("--seconds-per-row")
    {
        Description = "After so many seconds a row is content with the steps it has, one at least.",
        DefaultValueFactory = _ => 20,
        HelpName = "S",
    };

    private static readonly Option<bool> ComputeOnly = new("--compute-only") { Description = "Runs nothing; all memory is computed from the sizes of the buffers." };

    private static readonly Option<string?> Output = new("--output") { Description = "The folder for tables and picture (default runs/memory-TIME).", HelpName = "DIR" };

    private static readonly Option<bool> NoProgress = new("--no-progress") { Description = "No progress on standard error." };

    private static readonly Option<bool> Json = new("--json") { Description = "Prints the rows as JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> preset = new("preset")
        {
            Description = $"The network: {string.Join(", ", PresetCatalogue.Names)} (default benchmark: 128 -> 256 LIF -> 27 FeLIF).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        RunOptions options = new();
        Command command = new("memory", """
            Measures peak device memory and time of a training step against the time horizon, for gradient methods side by
            side: the same network, random data and seed. Every list is separated by commas, every combination is a row.

            A row that does not fit is not tried: its bytes are computed from the sizes of the buffers, which are those that
            would be measured. "computed" means more than --memory-limit, "out_of_memory" more than the device has. bptt holds
            the input over an outer step; bptt-full runs the whole network at the micro-step, the baseline of some published
            savings.

            Writes memory.csv, memory.md, scaling.csv and memory.png.

            Examples:
              bruno benchmark memory
              bruno benchmark memory --methods bruno,exact,bptt,bptt-full --horizons 10,50,100,300 --batch 128 --substeps 1000
              bruno benchmark memory quickstart --inputs 12 --outputs 8 --methods bruno,sltt --horizons 100,1000 --segment 32
            """);
        command.Add(preset);
        Option[] own = [Methods, Horizons, Batches, Substeps, Outputs, Inputs, Repeats, SecondsPerRow, ComputeOnly, Output, NoProgress, Json];
        foreach (Option option in own)
            command.Add(option);
        options.AddTo(command, without: ["--substeps", "--gradient", "--epochs"]);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, result.GetValue(preset) ?? "benchmark", cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, RunOptions options, string preset, CancellationToken cancellation)
    {
        MemoryBenchmarkOptions grid = Grid(
            result, options.Finish(result, PresetConfiguration.Bind(preset, options.Sources(result))), options.Sources(result), preset);
        string folder = OutputFolder.Create(result.GetValue(Output), "memory");
        List<MemoryRow> rows = [];
        ComputeDeviceDescription device;
        using (CsvTableWriter<MemoryRow> table = new(Path.Combine(folder, "memory.csv"), blockBytes: 0))
        {
            device = BenchmarkProgressView.Show(!result.GetValue(NoProgress), report => MemoryBenchmark.Run(
                grid,
                row =>
                {
                    rows.Add(row);
                    table.Append(row);
                },
                report,
                cancellation));
        }

        MemoryReport report = new(rows, ScalingFit.Of(rows), device);
        report.Save(folder);
        JsonFile.Write(Path.Combine(folder, "environment.json"), EnvironmentReport.Collect(
            grid.Configuration.Seed,
            ["bruno", .. result.Tokens.Select(token => token.Value)],
            new AcceleratorDescription(device.Model, device.Name, device.MemoryBytes),
            grid.Configuration.Precision.ToString().ToLowerInvariant()));
        if (result.GetValue(Json))
            Console.Out.Write(JsonFile.ToText(rows));
        else
            MemoryReportView.Write(report, folder);
        return ExitCode.Ok;
    }

    private static MemoryBenchmarkOptions Grid(
        ParseResult result, RunConfiguration configuration, IReadOnlyList<ConfigurationSource> changes, string preset)
    {
        int[] outputs = [.. CommaList.Integers("--outputs", result.GetRequiredValue(Outputs))];
        if (configuration.Network.Layers.OfType<LinearLayerConfiguration>().LastOrDefault()?.Outputs is int fixedOutputs && outputs.Any(n => n != fixedOutputs))
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"--outputs {string.Join(',', outputs)} does not fit the network, whose last linear layer has {fixedOutputs} outputs: give "
                    + $"--outputs {fixedOutputs}, or leave 'outputs' of that layer out.");
        }

        // Bound one by one, so that an unknown name gets the message of any other wrong setting.
        GradientKind[] methods = [.. CommaList.Names("--methods", result.GetRequiredValue(Methods)).Select(name => PresetConfiguration.Bind(
            preset, [.. changes, ConfigurationSource.FromOption("--methods", "gradient.method", name)]).Gradient.Method)];
        return new MemoryBenchmarkOptions
        {
            Configuration = configuration,
            Methods = methods,
            Horizons = CommaList.Integers("--horizons", result.GetRequiredValue(Horizons)),
            Batches = CommaList.Integers("--batch", result.GetRequiredValue(Batches)),
            Substeps = CommaList.Integers("--substeps", result.GetRequiredValue(Substeps)),
            Outputs = outputs,
            Inputs = Positive("--inputs", result.GetValue(Inputs)),
            Repeats = Positive("--repeats", result.GetValue(Repeats)),
            SecondsPerRow = result.GetValue(SecondsPerRow),
            ComputeOnly = result.GetValue(ComputeOnly),
        };
    }

    private static int Positive(string option, int value) =>
        value > 0 ? value : throw new BrunoException(ExitCode.Usage, $"{option} must be at least 1, not {value}.");

    private static Option<string> List(string name, string description, string initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        HelpName = "LIST",
    };
}
