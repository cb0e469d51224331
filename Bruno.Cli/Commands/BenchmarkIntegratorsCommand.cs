using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark integrators</c>: accuracy, cost and speed of the integrators.</summary>
internal static class BenchmarkIntegratorsCommand
{
    private static readonly IntegratorBenchmarkOptions Usual = new();

    private static readonly Option<string> Output = new("--output") { Description = "The folder for integrators.csv and the picture.", Required = true, HelpName = "DIR" };
    private static readonly Option<string> Model = new("--model") { Description = $"The device model: {string.Join(", ", DeviceCatalogue.Names)}.", DefaultValueFactory = _ => Usual.Model, HelpName = "NAME" };
    private static readonly Option<string> Device = new("--device") { Description = "The compute device.", DefaultValueFactory = _ => "auto", HelpName = "NAME" };
    private static readonly Option<Precision> Precision = new("--precision") { Description = "float (default) or double.", HelpName = "float|double" };
    private static readonly Option<int> Neurons = new("--neurons") { Description = "How many neurons run, each with random currents of its own.", DefaultValueFactory = _ => Usual.Neurons, HelpName = "N" };
    private static readonly Option<int> Duration = new("--milliseconds") { Description = "How long they run.", DefaultValueFactory = _ => Usual.Milliseconds, HelpName = "N" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "What the currents follow from (default 0).", HelpName = "N" };

    private static readonly Option<bool> Force = new("--force") { Description = "Writes into a folder that is not empty." };

    private static readonly PictureChoice Pictures = new();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result as JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("integrators", """
            Compares the integrators with a converged solution of the same neurons: the error after one outer step from states
            of a spiking run, the evaluations of the rates this takes, the spikes of whole runs, and the speed.

            Examples:
              bruno benchmark integrators --output integrators
              bruno benchmark integrators --output integrators --device cuda:0 --precision double
              bruno benchmark integrators --output integrators --model heracles
            """);
        Option[] options = [Output, Model, Device, Precision, Neurons, Duration, Seed, Force, Json];
        foreach (Option option in options)
            command.Add(option);
        Pictures.AddTo(command);
        DeviceLibraryOption.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        IntegratorBenchmarkOptions options = new()
        {
            Model = DeviceCatalogue.Find(result.GetRequiredValue(Model)).Name,
            Neurons = result.GetValue(Neurons),
            Milliseconds = result.GetValue(Duration),
            Precision = result.GetValue(Precision),
            Seed = result.GetValue(Seed),
        };
        if (options.Neurons is < 1 or > 65_536 || options.Milliseconds is < 1 or > 100_000)
            throw new BrunoException(ExitCode.Usage, "--neurons must be from 1 to 65,536, --milliseconds from 1 to 100,000.");

        PictureOptions pictures = Pictures.Of(result);
        string folder = OutputFolder.Make(OutputFolder.Choose(result.GetRequiredValue(Output), "integrators", result.GetValue(Force)), result.GetValue(Force));
        string csv = Path.Combine(folder, "integrators.csv");
        using ComputeDevice device = ComputeDevice.Open(
            result.GetRequiredValue(Device), precision: options.Precision, policy: DeviceChoiceView.Policy);
        device.EndOn(cancellation);
        IReadOnlyList<IntegratorBenchmarkRow> rows;
        using (CsvTableWriter<IntegratorBenchmarkRow> table = new(csv, blockBytes: 0))
        {
            rows = IntegratorBenchmark.Run(
                device,
                options,
                row =>
                {
                    table.Append(row);
                    Console.Error.WriteLine($"{row.Integrator} {row.Setting}");
                },
                cancellation);
        }

        IReadOnlyList<string> drawn = IntegratorPlot.Of(rows).Save(Path.Combine(folder, "integrators"), pictures);
        if (result.GetValue(Json))
        {
            Console.Out.Write(JsonFile.ToText(rows));
            return ExitCode.Ok;
        }

        Write(rows);
        Console.Out.WriteLine(csv);
        foreach (string picture in drawn)
            Console.Out.WriteLine(picture);
        return ExitCode.Ok;
    }

    private static void Write(IReadOnlyList<IntegratorBenchmarkRow> rows)
    {
        Table table = new Table().Title($"Integrators on {rows[0].Device}, {rows[0].Precision}").AddColumns(
            "integrator", "setting", "evaluations/ms", "rms V", "max V", "rms P", "wrong spikes", "neuron-ms/s");
        foreach (IntegratorBenchmarkRow row in rows)
        {
            table.AddRow(
                row.Integrator, row.Setting, Format.Number(row.RateEvaluationsPerMs), Format.Deviation(row.RmsV),
                Format.Deviation(row.MaxV), Format.Deviation(row.RmsP), Format.Number(row.SpikeMismatches),
                Format.Number(Math.Round(row.NeuronMillisecondsPerSecond)));
        }

        AnsiConsole.Write(table);
    }
}
