using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Chips;

/// <summary>What makes chips differ from the network as it was meant, in words.</summary>
internal static class ChipConditions
{
    /// <summary>A line for the neurons and one for the synapses, or for each layer's where layers differ.</summary>
    public static IReadOnlyList<string> Describe(RunConfiguration configuration)
    {
        List<string> lines = [];
        if (configuration.NeuronVariability.IsOn && configuration.HasDevices)
            lines.Add($"neurons: {Describe(configuration.NeuronVariability)}");
        (int Layer, string Text)[] synapses =
            [.. configuration.Design.WeightSynapses().Select(entry => (entry.Layer, Describe(entry.Synapses)))];
        if (synapses.DistinctBy(entry => entry.Text).Count() < 2)
            lines.AddRange(synapses.Take(1).Where(entry => entry.Text.Length > 0).Select(entry => $"synapses: {entry.Text}"));
        else
            lines.AddRange(synapses.Select(entry => $"synapses of layer {entry.Layer}: {(entry.Text.Length > 0 ? entry.Text : "ideal")}"));
        return lines;
    }

    /// <summary>Whether chips differ from each other.</summary>
    public static bool ChipsDiffer(RunConfiguration configuration) =>
        (configuration.NeuronVariability.IsOn && configuration.HasDevices)
        || configuration.Design.WeightSynapses().Select(entry => entry.Synapses).Any(synapses =>
            synapses.HasDrawnLevels
            || synapses.NonIdealities is { Variability.Sigma: > 0 } or { Programming.IsOn: true } or { VaryByStep: true } or { Drift.Spread: > 0 }
                or { Stuck.AtMinimum: > 0 } or { Stuck.AtMaximum: > 0 });

    /// <summary>The same network on which nothing goes wrong; weights keep their levels.</summary>
    public static RunConfiguration WithoutFaults(RunConfiguration configuration) =>
        configuration.WithSynapses(synapses => synapses with { NonIdealities = new() }) with { NeuronVariability = new() };

    private static string Describe(NeuronVariability variability) => string.Join(", ",
    [
        .. variability.Sigma > 0 ? [$"D2D {Percent(variability.Sigma)}"] : Array.Empty<string>(),
        .. variability.Sigmas.Select(entry => $"D2D of {entry.Key} {Percent(entry.Value)}"),
    ]);

    private static string Describe(SynapseConfiguration synapses)
    {
        NonIdealityConfiguration effects = synapses.NonIdealities;
        List<string> parts = [];
        if (synapses.IsQuantised)
        {
            string levels = synapses.Quantisation.Bits is int bits ? $"{bits} bits" : $"{synapses.Conductance.Levels.Length} measured levels";
            parts.Add(synapses.Quantisation.Rounding == RoundingKind.Stochastic ? $"{levels}, drawn with the write" : levels);
        }

        Add(effects.Variability.Sigma > 0, $"D2D {Percent(effects.Variability.Sigma)}");
        Add(effects.Programming.IsOn, effects.Programming.Sigma > 0
            ? $"programming error {Percent(effects.Programming.Sigma)} of g_max"
            : "programming error by level");
        Add(effects.ReadNoise.Relative > 0, $"read noise {Percent(effects.ReadNoise.Relative)}");
        Add(effects.ReadNoise.Absolute > 0, $"read noise {Number(effects.ReadNoise.Absolute)} S");
        Add(effects.Drift.IsOn, $"drift exponent {Number(effects.Drift.Exponent)} +- {Number(effects.Drift.Spread)} from {Number(effects.Drift.ReferenceTime)} s on");
        Add(effects.Stuck.AtMinimum > 0, $"{Percent(effects.Stuck.AtMinimum)} stuck at g_min");
        Add(effects.Stuck.AtMaximum > 0, $"{Percent(effects.Stuck.AtMaximum)} stuck at g_max");
        Add(effects.Asymmetry.IsOn, $"gains {Number(effects.Asymmetry.PositiveGain)} and {Number(effects.Asymmetry.NegativeGain)}");
        Add(effects.Lines.IsOn, $"lines of {Number(effects.Lines.Resistance)} ohm a cell");
        Add(effects.InputDac.Bits is not null, $"DAC of {effects.InputDac.Bits} bits");
        Add(effects.OutputAdc.Bits is not null, $"ADC of {effects.OutputAdc.Bits} bits");
        return string.Join(", ", parts);

        void Add(bool isThere, string part)
        {
            if (isThere)
                parts.Add(part);
        }
    }

    private static string Percent(double share) => $"{Number(100 * share)} %";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
