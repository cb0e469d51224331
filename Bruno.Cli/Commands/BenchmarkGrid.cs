using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>What the benchmarks of training steps have in common: a network, lists of what varies, and an output folder.</summary>
/// <param name="kind">What is measured; files and the usual folder are called so.</param>
/// <param name="methods">The methods where none are given.</param>
/// <param name="horizons">The horizons where none are given.</param>
/// <param name="repeats">The training steps to time where nothing is said.</param>
internal sealed class BenchmarkGrid(string kind, string methods, string horizons, int repeats)
{
    /// <summary>The network that is measured where none is named; it is a size, not a task, and its data are of no account.</summary>
    private const string Usual = "benchmark";

    private const int UsualInputs = 128;
    private const int UsualOutputs = 27;

    private readonly Argument<string?> preset = new("preset")
    {
        Description = $"The network: {string.Join(", ", PresetCatalogue.Names)} (default benchmark: 128 -> 256 LIF -> 27 FeLIF).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> methodList = List("--methods", $"Gradient methods: {GradientNames.List}.", methods);
    private readonly Option<string> horizonList = List("--horizons", "Outer steps of a sequence.", horizons);
    private readonly Option<string> batchList = List("--batch", "Batch elements.", "16");
    private readonly Option<int?> inputs = new("--inputs")
    {
        Description = "Channels of the random data (default those of the preset's data; 128 for 'benchmark').",
        HelpName = "N",
    };

    private readonly Option<int> repeatCount = Number("--repeats", "Training steps to time; the median counts.", repeats);
    private readonly Option<string?> output = new("--output") { Description = $"The folder (default runs/{kind}-TIME).", HelpName = "DIR" };
    private readonly Option<bool> force = new("--force") { Description = "Writes into a folder that is not empty." };
    private readonly Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
    private readonly Option<bool> json = new("--json") { Description = "Prints the rows as JSON." };
    private readonly RunOptions options = new();

    /// <summary>Adds all of it to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="own">The command's own options.</param>
    /// <param name="without">Options of training runs that it has no use for.</param>
    public void AddTo(Command command, IEnumerable<Option> own, IReadOnlyCollection<string> without)
    {
        command.Add(preset);
        Option[] shared = [methodList, horizonList, batchList, inputs, repeatCount];
        foreach (Option option in shared.Concat(own).Concat([output, force, noProgress, json]))
            command.Add(option);
        options.AddTo(command, without);
    }

    /// <summary>Network, loss, optimizer, precision, memory and seed.</summary>
    public RunConfiguration Configuration(ParseResult result) =>
        Settings(result).Bind();

    /// <summary>The gradient methods.</summary>
    public IReadOnlyList<GradientKind> Methods(ParseResult result) => MethodList.Parse(
        methodList.Name, result.GetRequiredValue(methodList), Settings(result));

    /// <summary>Outer steps of a sequence.</summary>
    public IReadOnlyList<int> Horizons(ParseResult result) => Integers(horizonList, result);

    /// <summary>Batch elements.</summary>
    public IReadOnlyList<int> Batches(ParseResult result) => Integers(batchList, result);

    /// <summary>Channels of the data.</summary>
    public int Inputs(ParseResult result, RunConfiguration configuration) => result.GetValue(inputs) is int number
        ? CommaList.Positive(inputs.Name, number)
        : Preset(result) == Usual ? UsualInputs : DatasetCatalogue.Find(configuration.Data.Name).Shape(configuration.Data).Channels;

    /// <summary>Outputs of the network where nothing is said: those of its data.</summary>
    public int Outputs(ParseResult result, RunConfiguration configuration) => Preset(result) == Usual
        ? UsualOutputs
        : configuration.Network.Layers.OfType<LinearLayerConfiguration>().LastOrDefault()?.Outputs ?? DatasetCatalogue.Find(configuration.Data.Name).Shape(configuration.Data).Outputs;

    /// <summary>Training steps to time.</summary>
    public int Repeats(ParseResult result) => Positive(repeatCount, result);

    /// <summary>Measures row by row into a CSV file of a new folder, with what it ran on beside.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="configuration">What is measured.</param>
    /// <param name="measure">Is given where rows and progress go.</param>
    public (List<TRow> Rows, ComputeDeviceDescription Device, string Folder) Run<TRow>(
        ParseResult result, RunConfiguration configuration,
        Func<Action<TRow>, Action<WorkProgress>?, ComputeDeviceDescription> measure)
        where TRow : notnull
    {
        string folder = OutputFolder.Choose(result.GetValue(output), kind, result.GetValue(force));
        List<TRow> rows = [];
        CsvTableWriter<TRow>? table = null;
        ComputeDeviceDescription device;
        try
        {
            device = WorkProgressView.Show(!result.GetValue(noProgress), report => measure(
                row =>
                {
                    // The folder comes with the first row, so that what is refused leaves nothing behind.
                    table ??= new(Path.Combine(OutputFolder.Make(folder, result.GetValue(force)), $"{kind}.csv"), blockBytes: 0);
                    rows.Add(row);
                    table.Append(row);
                },
                report));
        }
        finally
        {
            table?.Dispose();
        }

        OutputFolder.Make(folder, force: true);
        JsonFile.Write(Path.Combine(folder, "environment.json"), EnvironmentReport.Collect(
            configuration.Seed,
            ["bruno", .. result.Tokens.Select(token => token.Value)],
            AcceleratorDescription.Of(device),
            configuration.Precision.ToString().ToLowerInvariant()));
        return (rows, device, folder);
    }

    /// <summary>Prints rows as JSON where that is asked for, else in the command's own way.</summary>
    public void Print<TRow>(ParseResult result, List<TRow> rows, Action print)
    {
        if (result.GetValue(json))
            Console.Out.Write(JsonFile.ToText(rows));
        else
            print();
    }

    /// <summary>An option that takes a list.</summary>
    public static Option<string> List(string name, string description, string initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        HelpName = "LIST",
    };

    /// <summary>An option that takes a number.</summary>
    public static Option<int> Number(string name, string description, int initial) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        HelpName = "N",
    };

    /// <summary>Whole numbers that an option was given.</summary>
    public static IReadOnlyList<int> Integers(Option<string> option, ParseResult result) =>
        CommaList.Integers(option.Name, result.GetRequiredValue(option));

    /// <summary>A positive number that an option was given.</summary>
    public static int Positive(Option<int> option, ParseResult result) => CommaList.Positive(option.Name, result.GetValue(option));

    private RunSettings Settings(ParseResult result) => options.Settings(result).OverPreset(Preset(result));

    private string Preset(ParseResult result) => result.GetValue(preset) ?? Usual;
}
