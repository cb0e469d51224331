using System.CommandLine;
using System.Globalization;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark time</c>: how long whole training steps take.</summary>
internal static class BenchmarkTimeCommand
{
    private static readonly Option<string> Methods = List("--methods", $"Gradient methods: {GradientNames.List}.", "bruno,exact");

    private static readonly Option<string> Integrators = List("--integrators", "Integrators: euler, exponential, adaptive.", "euler,adaptive");

    private static readonly Option<string> Horizons = List("--horizons", "Outer steps of a sequence.", "10,50");

    private static readonly Option<string> Batches = List("--batch", "Batch elements.", "16");

    private static readonly Option<int> Inputs = Number("--inputs", "Channels of the random data.", 128);

    private static readonly Option<int> Outputs = Number("--outputs", "Outputs of the network.", 27);

    private static readonly Option<int> Repeats = Number("--repeats", "Training steps to time; the median counts.", 5);

    private static readonly Option<string?> Output = new("--output") { Description = "The folder for time.csv (default runs/time-TIME).", HelpName = "DIR" };

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
        Command command = new("time", """
            Times whole training steps on random data: steps, samples and neuron-milliseconds a second, and the share of each
            phase. Every list is separated by commas, every combination is a row of time.csv.

            Examples:
              bruno benchmark time
              bruno benchmark time --methods bruno --integrators adaptive --horizons 10,100,300 --batch 16,128
              bruno benchmark time --integrators euler --substeps 1000 --device cuda:0
            """);
        command.Add(preset);
        Option[] own = [Methods, Integrators, Horizons, Batches, Inputs, Outputs, Repeats, Output, NoProgress, Json];
        foreach (Option option in own)
            command.Add(option);
        options.AddTo(command, without: ["--gradient", "--epochs", "--integrator"]);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, result.GetValue(preset) ?? "benchmark", cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, RunOptions options, string preset, CancellationToken cancellation)
    {
        List<ConfigurationSource> changes = options.Sources(result);
        TimeBenchmarkOptions grid = new()
        {
            Configuration = options.Finish(result, PresetConfiguration.Bind(preset, changes)),
            Methods = PresetConfiguration.Methods("--methods", result.GetRequiredValue(Methods), preset, changes),
            Integrators = [.. CommaList.Names("--integrators", result.GetRequiredValue(Integrators)).Select(Integrator)],
            Horizons = CommaList.Integers("--horizons", result.GetRequiredValue(Horizons)),
            Batches = CommaList.Integers("--batch", result.GetRequiredValue(Batches)),
            Inputs = CommaList.Positive("--inputs", result.GetValue(Inputs)),
            Outputs = CommaList.Positive("--outputs", result.GetValue(Outputs)),
            Repeats = CommaList.Positive("--repeats", result.GetValue(Repeats)),
        };
        string folder = OutputFolder.Create(result.GetValue(Output), "time");
        List<TimeRow> rows = [];
        ComputeDeviceDescription device;
        using (CsvTableWriter<TimeRow> table = new(Path.Combine(folder, "time.csv"), blockBytes: 0))
        {
            device = BenchmarkProgressView.Show(!result.GetValue(NoProgress), report => TimeBenchmark.Run(
                grid,
                row =>
                {
                    rows.Add(row);
                    table.Append(row);
                },
                report,
                cancellation));
        }

        JsonFile.Write(Path.Combine(folder, "environment.json"), EnvironmentReport.Collect(
            grid.Configuration.Seed,
            ["bruno", .. result.Tokens.Select(token => token.Value)],
            new AcceleratorDescription(device.Model, device.Name, device.MemoryBytes),
            grid.Configuration.Precision.ToString().ToLowerInvariant()));
        if (result.GetValue(Json))
            Console.Out.Write(JsonFile.ToText(rows));
        else
            Write(rows, folder);
        return ExitCode.Ok;
    }

    private static void Write(List<TimeRow> rows, string folder)
    {
        Table table = new Table().Title("Training steps").AddColumns(
            "method", "integrator", "horizon", "batch", "seconds", "samples/s", "neuron-ms/s", "forward", "backward", "optimizer", "peak");
        foreach (TimeRow row in rows)
        {
            table.AddRow(
                row.Method, $"{row.Integrator}, {row.Setting}", Format.Number(row.HorizonSteps), Format.Number(row.Batch),
                string.Create(CultureInfo.InvariantCulture, $"{row.Seconds:0.000} ({row.SecondsLowest:0.000} to {row.SecondsHighest:0.000})"),
                Format.Number(row.SamplesPerSecond), Format.Number(Math.Round(row.NeuronMillisecondsPerSecond)),
                Format.Percent(row.ForwardShare), Format.Percent(row.BackwardShare), Format.Percent(row.OptimizerShare),
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
                $"There is no integrator '{name}' (there are euler, exponential, adaptive){NearestName.Hint(name, ["euler", "exponential", "adaptive"])}.");

    private static Option<string> List(string name, string description, string initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        HelpName = "LIST",
    };

    private static Option<int> Number(string name, string description, int initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        HelpName = "N",
    };
}
