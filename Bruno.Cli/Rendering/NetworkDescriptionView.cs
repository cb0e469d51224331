using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Description;
using Bruno.Gpu.Kernels.Synapses;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What a network is made of, as tables.</summary>
internal static class NetworkDescriptionView
{
    /// <summary>Longer tables of levels are cut unless asked for: those of five bits still are whole.</summary>
    public const int MostLevels = 31;

    /// <summary>Writes to standard output.</summary>
    /// <param name="description">The network.</param>
    /// <param name="levels">A layer whose levels are all printed, and no other's; none for those of all layers.</param>
    public static void Write(NetworkDescription description, string? levels)
    {
        if (levels is null)
            WriteLayers(description);
        foreach (WeightDescription weights in description.Weights.Where(weights => levels is null || weights.Layer == levels))
            WriteWeights(weights, isWhole: levels is not null);
    }

    private static void WriteLayers(NetworkDescription description)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{description.Parameters} parameters, {description.Subject}"));
        Table table = new Table().AddColumns("layer", "inputs", "outputs", "parameters", "arrays", "integrator", "surrogate", "device parameters");
        foreach (LayerDescription layer in description.Layers)
        {
            string arrays = string.Join(", ", layer.Arrays.Select(array => $"{array.Key} {string.Join(" x ", array.Value)}"));
            string integrator = layer.Integrator is { } kind ? $"{Name(kind)}{(layer.Substeps is int steps ? $", {steps} steps" : "")}" : "-";
            string surrogate = layer.Surrogate is { } shape ? $"{Name(shape)}, slope {Format.Exact(layer.SurrogateSlope)}" : "-";
            string parameters = layer.DeviceParameters is null ? "-"
                : layer.DeviceParameters.Count == 0 ? "defaults"
                : string.Join(", ", layer.DeviceParameters.Select(parameter => $"{parameter.Key} {Format.Exact(parameter.Value)}"));
            table.AddRow(
                layer.Name, Format.Number(layer.Inputs), Format.Number(layer.Outputs), Format.Number(layer.Parameters),
                Markup.Escape(arrays), integrator, surrogate, Markup.Escape(parameters));
        }

        AnsiConsole.Write(table);
        foreach (LayerDescription layer in description.Layers)
        {
            foreach (TrainedDescription trained in layer.Trained)
                Console.Out.WriteLine($"{layer.Name}.{trained.Name}: {Values(trained)}, trained from {Value(trained.Start)} within {Value(trained.Lowest)} and {Value(trained.Highest)}");
        }
    }

    private static string Values(TrainedDescription trained)
    {
        string unit = trained.Unit.Length > 0 ? $" {trained.Unit}" : "";
        return trained.Values.Count == 1
            ? $"{Value(trained.Values[0])}{unit}"
            : $"{Value(trained.Values.Min())} to {Value(trained.Values.Max())}{unit}, mean {Value(trained.Values.Average())}";
    }

    private static void WriteWeights(WeightDescription weights, bool isWhole)
    {
        string quantisation = weights.WeightBits is int bits ? $"{bits} WEIGHT bits, {weights.Levels.Count} levels"
            : weights.Levels.Count > 0 ? $"{weights.Levels.Count} measured levels"
            : "not quantised";
        string scale = weights.Scale == ScaleKind.Column
            ? $"w_max by column, {Value(weights.SmallestScale)} to {Value(weights.LargestScale)}"
            : $"w_max {Value(weights.LargestScale)}";
        string cells = weights.Pair == PairKind.Differential ? "G+ and G-" : "cell and reference";
        Console.Out.WriteLine($"{weights.Layer}: {weights.Inputs} x {weights.Outputs} weights, {quantisation}, {scale}");
        Console.Out.WriteLine(
            $"  weights {Value(weights.SmallestWeight)} to {Value(weights.LargestWeight)}; {cells} from {Value(weights.GMin)} to {Value(weights.GMax)} S; "
            + $"{Value(weights.CurrentUnit)} A a unit of weight and input");
        Console.Out.WriteLine($"  converters, not weights: input DAC {Bits(weights.InputDacBits)}, output ADC {Bits(weights.OutputAdcBits)}");
        if (weights.Levels.Count == 0)
            return;
        if (weights.Scale == ScaleKind.Column)
            Console.Out.WriteLine("  weights and currents of the levels are those of the column with the largest w_max; conductances are those of all");
        Console.Out.WriteLine($"  rounding {Name(weights.Rounding)}{(weights.Rounding == RoundingKind.Stochastic ? "; counts are those of the first write of chip 0" : "")}");

        int shown = isWhole ? weights.Levels.Count : Math.Min(MostLevels, weights.Levels.Count);
        Table table = new Table().AddColumns("level", "weight", "G+ (S)", weights.Pair == PairKind.Differential ? "G- (S)" : "reference (S)", "current at input 1 (A)", "weights");
        foreach (LevelDescription level in weights.Levels.Skip((weights.Levels.Count - shown) / 2).Take(shown))
        {
            table.AddRow(
                level.Level.ToString(CultureInfo.InvariantCulture), Value(level.Weight), Value(level.PositiveSiemens), Value(level.NegativeSiemens),
                Value(level.CurrentAmpere), Format.Number(level.Weights));
        }

        AnsiConsole.Write(table);
        if (shown < weights.Levels.Count)
            Console.Out.WriteLine($"  the {shown} levels in the middle; all {weights.Levels.Count}: --levels {weights.Layer}");
    }

    private static string Name(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Bits(int? bits) => bits is int number ? $"{number} bits" : "none";

    private static string Value(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
