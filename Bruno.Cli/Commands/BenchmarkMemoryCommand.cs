using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark memory</c>: memory and time of a training step against the time horizon.</summary>
internal static class BenchmarkMemoryCommand
{
    private static readonly BenchmarkGrid Grid = new("memory", "bruno,exact,bptt", "10,20,50,100", repeats: 3);

    private static readonly Option<string> Substeps = BenchmarkGrid.List("--substeps", "Micro-steps an outer step; 1000 are 1 us.", "100");

    private static readonly Option<string?> Outputs = new("--outputs") { Description = "Outputs of the network, neurons of its last layer (default those of the preset's data; 27 for 'benchmark').", HelpName = "LIST" };

    private static readonly Option<double> SecondsPerRow = new Quantity("s", 0, 1e6).Option(
        "--seconds-per-row", "After so many seconds a row is content with the steps it has, one at least.", 20);

    private static readonly Option<bool> ComputeOnly = new("--compute-only") { Description = "Runs nothing; all memory is computed from the sizes of the buffers." };

    private static readonly PictureChoice Pictures = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("memory", """
            Measures peak device memory and time of a training step against the time horizon, for gradient methods side by
            side: the same network, random data and seed. Every list is separated by commas, every combination is a row.

            A row that does not fit is not tried: its bytes are computed from the sizes of the buffers, which are those that
            would be measured. "computed" means more than --memory-limit, "out_of_memory" more than the device has. bptt holds
            the input over an outer step; bptt-full runs the whole network at the micro-step, the baseline of some published
            savings.

            Writes memory.csv, memory.md, scaling.csv and a picture.

            Examples:
              bruno benchmark memory
              bruno benchmark memory --methods bruno,exact,bptt,bptt-full --horizons 10,50,100,300 --batch 128 --substeps 1000
              bruno benchmark memory quickstart --methods bruno,sltt --horizons 100,1000 --segment 32
            """);
        Grid.AddTo(command, [Substeps, Outputs, SecondsPerRow, ComputeOnly], without: ["--substeps", "--gradient", "--epochs"]);
        Pictures.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        MemoryBenchmarkOptions options = OptionsOf(result);
        PictureOptions pictures = Pictures.Of(result);
        (List<MemoryRow> rows, ComputeDeviceDescription device, string folder) = Grid.Run<MemoryRow>(
            result, options.Configuration, (row, report) => MemoryBenchmark.Run(options, row, report, cancellation, DeviceChoiceView.Policy));
        MemoryReport report = new(rows, ScalingFit.Of(rows), device);
        report.Save(folder, pictures);
        Grid.Print(result, rows, () => MemoryReportView.Write(report, folder));
        return ExitCode.Ok;
    }

    private static MemoryBenchmarkOptions OptionsOf(ParseResult result)
    {
        RunConfiguration configuration = Grid.Configuration(result);
        if (result.GetValue(ComputeOnly) && result.GetResult(SecondsPerRow) is { Implicit: false })
            throw new BrunoException(ExitCode.Usage, "--seconds-per-row is about rows that run: with --compute-only none does, leave it out.");
        IReadOnlyList<int> outputs = result.GetValue(Outputs) is string list ? CommaList.Integers(Outputs.Name, list) : [Grid.Outputs(result, configuration)];
        if (configuration.Network.Layers.OfType<LinearLayerConfiguration>().LastOrDefault()?.Outputs is int fixedOutputs && outputs.Any(n => n != fixedOutputs))
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"--outputs {string.Join(',', outputs)} does not fit the network, whose last linear layer has {fixedOutputs} outputs: give "
                    + $"--outputs {fixedOutputs}, or leave 'outputs' of that layer out.");
        }

        return new MemoryBenchmarkOptions
        {
            Configuration = configuration,
            Methods = Grid.Methods(result),
            Horizons = Grid.Horizons(result),
            Batches = Grid.Batches(result),
            Substeps = MicroSteps(result),
            Outputs = outputs,
            Inputs = Grid.Inputs(result, configuration),
            Repeats = Grid.Repeats(result),
            SecondsPerRow = result.GetValue(SecondsPerRow),
            ComputeOnly = result.GetValue(ComputeOnly),
        };
    }

    private static IReadOnlyList<int> MicroSteps(ParseResult result)
    {
        IReadOnlyList<int> substeps = BenchmarkGrid.Integers(Substeps, result);
        return substeps.All(steps => steps <= DeviceLayerConfiguration.MostMicroSteps)
            ? substeps
            : throw new BrunoException(ExitCode.Usage, $"--substeps must be from 1 to {DeviceLayerConfiguration.MostMicroSteps} each, not {substeps.Max()}.");
    }
}
