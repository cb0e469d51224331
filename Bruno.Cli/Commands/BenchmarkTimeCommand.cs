using System.CommandLine;
using System.Globalization;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark time</c>: how long whole training steps take.</summary>
internal static class BenchmarkTimeCommand
{
    private static readonly BenchmarkGrid Grid = new("time", "bruno,exact", "10,50", repeats: 5);

    private static readonly Option<string> Integrators = BenchmarkGrid.List("--integrators", "Integrators: euler, exponential, adaptive, rosenbrock.", "euler,adaptive");

    private static readonly Option<int?> Outputs = new("--outputs") { Description = "Outputs of the network (default those of the preset's data; 27 for 'benchmark').", HelpName = "N" };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("time", """
            Times whole training steps on random data: steps, samples and neuron-milliseconds a second, and the share of each
            phase. Every list is separated by commas, every combination is a row of time.csv.

            Examples:
              bruno benchmark time
              bruno benchmark time --methods bruno --integrators adaptive --horizons 10,100,300 --batch 16,128
              bruno benchmark time --integrators euler --substeps 1000 --device cuda:0
            """);
        Grid.AddTo(command, [Integrators, Outputs], without: ["--gradient", "--epochs", "--integrator"]);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        RunConfiguration configuration = Grid.Configuration(result);
        int outputs = result.GetValue(Outputs) is int given ? CommaList.Positive(Outputs.Name, given) : Grid.Outputs(result, configuration);
        TimeBenchmarkOptions options = new()
        {
            Configuration = configuration,
            Methods = Grid.Methods(result),
            Integrators = [.. CommaList.Names(Integrators.Name, result.GetRequiredValue(Integrators)).Select(Integrator)],
            Horizons = Grid.Horizons(result),
            Batches = Grid.Batches(result),
            Inputs = Grid.Inputs(result, configuration),
            Outputs = outputs,
            Repeats = Grid.Repeats(result),
        };
        (List<TimeRow> rows, _, string folder) = Grid.Run<TimeRow>(
            result, options.Configuration, (row, report) => TimeBenchmark.Run(options, row, report, cancellation, DeviceChoiceView.Policy));
        Grid.Print(result, rows, () => Write(rows, folder));
        return ExitCode.Ok;
    }

    private static void Write(List<TimeRow> rows, string folder)
    {
        Table table = new Table().Title("Training steps").AddColumns(
            "method", "integrator", "horizon", "batch", "seconds", "samples/s", "neuron-ms/s", "forward", "backward", "optimizer", "watch", "peak");
        foreach (TimeRow row in rows)
        {
            table.AddRow(
                row.Method, $"{row.Integrator}, {row.Setting}", Format.Number(row.HorizonSteps), Format.Number(row.Batch),
                string.Create(CultureInfo.InvariantCulture, $"{row.Seconds:0.000} ({row.SecondsLowest:0.000} to {row.SecondsHighest:0.000})"),
                Format.Number(row.SamplesPerSecond), Format.Number(Math.Round(row.NeuronMillisecondsPerSecond)),
                Format.Percent(row.ForwardShare), Format.Percent(row.BackwardShare), Format.Percent(row.OptimizerShare), Format.Percent(row.WatchShare),
                ByteSize.Format(row.DeviceBytesPeak));
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine($"table: {Path.Combine(folder, "time.csv")}");
    }

    private static IntegratorKind Integrator(string name) =>
        Enum.TryParse(name, ignoreCase: true, out IntegratorKind kind) && Enum.IsDefined(kind)
            ? kind
            : throw new BrunoException(
                ExitCode.Usage,
                $"There is no integrator '{name}' (there are euler, exponential, adaptive, rosenbrock){NearestName.Hint(name, ["euler", "exponential", "adaptive", "rosenbrock"])}.");
}
