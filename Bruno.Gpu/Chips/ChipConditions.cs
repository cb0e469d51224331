using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
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
        lines.AddRange(Deviating(configuration).Select(entry => $"delays of layer {entry.Layer}: {Describe(entry.Delays)}"));
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
        || Deviating(configuration).Any()
        || configuration.Design.WeightSynapses().Select(entry => entry.Synapses).Any(synapses =>
            synapses.HasDrawnLevels
            || synapses.NonIdealities.OfCells.Any(effect => effect.MakesChipsDiffer));

    /// <summary>The same network on which nothing goes wrong; weights keep their levels.</summary>
    public static RunConfiguration WithoutFaults(RunConfiguration configuration) =>
        (configuration with { Network = configuration.Network with { Layers = [.. configuration.Network.Layers.Select(layer => layer.WithoutDeviations())] } })
            .WithSynapses(synapses => synapses with { NonIdealities = new() }) with { NeuronVariability = new() };

    private static IEnumerable<(int Layer, DelayConfiguration Delays)> Deviating(RunConfiguration configuration) =>
        from entry in configuration.Network.Layers.Index()
        where entry.Item.OwnDelays?.Deviates == true
        select (entry.Index, entry.Item.OwnDelays!);

    private static string Describe(DelayConfiguration delays) => string.Join(" and ",
    [
        .. delays.Deviation > 0 ? [string.Create(CultureInfo.InvariantCulture, $"deviation {delays.Deviation:G4} steps")] : Array.Empty<string>(),
        .. delays.RelativeDeviation > 0 ? [$"deviation {Percent(delays.RelativeDeviation)}"] : Array.Empty<string>(),
    ]);

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

        parts.AddRange(effects.OfCells.Select(effect => effect.Description).OfType<string>());
        if (effects.InputDac.Bits is int input)
            parts.Add($"DAC of {input} bits");
        if (effects.OutputAdc.Bits is int output)
            parts.Add($"ADC of {output} bits");
        return string.Join(", ", parts);
    }

    private static string Percent(double share) => $"{(100 * share).ToString("G4", CultureInfo.InvariantCulture)} %";
}
