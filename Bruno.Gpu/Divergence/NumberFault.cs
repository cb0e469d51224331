using System.Text.Json.Serialization;

namespace Bruno.Gpu.Divergence;

/// <summary>The first number of a training that is not finite: which one, and when.</summary>
internal sealed record NumberFault
{
    /// <summary>train, validation or test.</summary>
    public required string Split { get; init; }

    /// <summary>The epoch, the first being 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The batch of the epoch, the first being 1.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps of the optimizer before that batch.</summary>
    public required long OptimizerSteps { get; init; }

    /// <summary>The outer step, the first being 1; none of what belongs to all of them.</summary>
    public int? OuterStep { get; init; }

    /// <summary>The element of the batch, from 0; none of what belongs to all of them.</summary>
    public int? Element { get; init; }

    /// <summary>The sample of the split that this is, from 0.</summary>
    public int? Sample { get; init; }

    /// <summary>The layer; none of the loss.</summary>
    public string? Layer { get; init; }

    /// <summary>The neuron or unit of the layer, from 0; none of what belongs to the layer.</summary>
    public int? Neuron { get; init; }

    /// <summary>Of a weight, the input that it comes from, from 0.</summary>
    public int? Input { get; init; }

    /// <summary>What it is, with "the".</summary>
    public required string Quantity { get; init; }

    /// <summary>Whether the step of the optimizer after that batch made it, and not what led to its gradient.</summary>
    [JsonIgnore]
    public bool FollowsStep { get; init; }

    /// <summary>What it is instead of a number.</summary>
    public required double Value { get; init; }

    /// <summary>Which number it is, as the subject of a sentence.</summary>
    public string Place => string.Concat(
        Quantity,
        Input is int input ? FormattableString.Invariant($" from input {input}") : "",
        Neuron is int neuron ? FormattableString.Invariant($" {(Input is null ? "of" : "to")} neuron {neuron}") : "",
        Layer is not null ? $" of layer {Layer}" : "",
        OuterStep is int step ? FormattableString.Invariant($" in outer step {step}") : "",
        Element is int element ? FormattableString.Invariant($" of batch element {element}{(Sample is int sample ? FormattableString.Invariant($" ({Split} sample {sample})") : "")}") : "");

    /// <summary>When, as the beginning of a sentence's end: in epoch 1, batch 2.</summary>
    public string Time => FormattableString.Invariant($"in epoch {Epoch}, batch {Batch}{(Split == "train" ? "" : $" of {Split}")} (after {OptimizerSteps} steps of the optimizer)");
}
