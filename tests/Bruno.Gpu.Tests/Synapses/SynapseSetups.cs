using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Synapses by a name for theories.</summary>
internal static class SynapseSetups
{
    /// <summary>Strong, so that what acts is seen in spikes; hardly anything would be lost on lines of the usual resistance.</summary>
    private static readonly NonIdealityConfiguration Strong = new()
    {
        Variability = new() { Sigma = 0.2 }, Programming = new() { Sigma = 0.1 }, ReadNoise = new() { Relative = 0.1, Absolute = 2e-6, Draw = ReadNoiseDraw.Cell },
        Stuck = new() { AtMinimum = 0.1, AtMaximum = 0.1 }, Asymmetry = new() { PositiveGain = 1.1, NegativeGain = 0.8 },
    };

    private static readonly Dictionary<string, NonIdealityConfiguration> Effects = new()
    {
        ["d2d"] = new() { Variability = Strong.Variability },
        ["programming"] = new() { Programming = Strong.Programming },
        ["read noise"] = new() { ReadNoise = Strong.ReadNoise },
        ["stuck"] = new() { Stuck = Strong.Stuck },
        ["asymmetry"] = new() { Asymmetry = Strong.Asymmetry },
        ["lines"] = new() { Lines = new() { Resistance = 300, Rows = 2, Columns = 3 } },
        ["dac"] = new() { InputDac = new() { Bits = 3, Low = 0, High = 2.5 } },
        ["adc"] = new() { OutputAdc = new() { Bits = 4, Low = -2, High = 6 } },
    };

    /// <summary>The names of single non-idealities.</summary>
    public static IEnumerable<string> EffectNames => Effects.Keys;

    /// <summary>Weights of three bits, drawn.</summary>
    public static SynapseConfiguration Drawn(QuantisationDraw draw) => new()
    {
        Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic, Draw = draw },
    };

    /// <summary>A single non-ideality.</summary>
    public static SynapseConfiguration Effect(string name) => new() { NonIdealities = Effects[name] };

    /// <summary>Levels, and what goes wrong besides; of recurrent synapses, which have no converters, and of others.</summary>
    public static SynapseConfiguration Of(string name) => name switch
    {
        "none" => new(),
        "nearest" => new() { Quantisation = new() { Bits = 4 } },
        "nearest head by output" => new() { Quantisation = new() { Bits = 4, Variant = QuantiserVariant.Head, Scale = ScaleKind.Column } },
        "pass" => Drawn(QuantisationDraw.Pass),
        "element" => Drawn(QuantisationDraw.Element),
        "step" => Drawn(QuantisationDraw.Step),
        "step head by output" => new()
        {
            Quantisation = Drawn(QuantisationDraw.Step).Quantisation with { Variant = QuantiserVariant.Head, Scale = ScaleKind.Column },
        },
        "pass, read noise" => Drawn(QuantisationDraw.Pass) with { NonIdealities = Effects["read noise"] },
        "element, read noise" => Drawn(QuantisationDraw.Element) with { NonIdealities = Effects["read noise"] },
        "step, read noise" => Drawn(QuantisationDraw.Step) with { NonIdealities = Effects["read noise"] },
        "read noise of outputs" => new() { NonIdealities = OfOutputs(Effects["read noise"]) },
        "element, read noise of outputs" => Drawn(QuantisationDraw.Element) with { NonIdealities = OfOutputs(Effects["read noise"]) },
        "all" => new() { NonIdealities = Strong },
        "all of references" => new() { NonIdealities = Strong, Conductance = new() { Pair = PairKind.Reference } },
        "all, element" => Drawn(QuantisationDraw.Element) with { NonIdealities = Strong },
        "all, step" => Drawn(QuantisationDraw.Step) with { NonIdealities = Strong },
        "all, element, in evaluation" => Drawn(QuantisationDraw.Element) with { NonIdealities = Strong, Active = ActivePhase.Evaluation },
        _ => Effect(name),
    };

    private static NonIdealityConfiguration OfOutputs(NonIdealityConfiguration effects) =>
        effects with { ReadNoise = effects.ReadNoise with { Draw = ReadNoiseDraw.Output } };

    /// <summary>The same with both converters, which recurrent synapses have not.</summary>
    public static SynapseConfiguration WithConverters(SynapseConfiguration synapses) => synapses with
    {
        NonIdealities = synapses.NonIdealities with { InputDac = Effects["dac"].InputDac, OutputAdc = Effects["adc"].OutputAdc },
    };
}
