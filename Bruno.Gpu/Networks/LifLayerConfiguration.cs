using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Networks;

/// <summary>LIF neurons, one a unit of the layer before; decays are trained.</summary>
public sealed record LifLayerConfiguration : LayerConfiguration
{
    /// <summary>Decay of the membrane potential a step, at the start.</summary>
    public double Alpha { get; init; } = 0.8;

    /// <summary>Decay of the synaptic current a step, at the start.</summary>
    public double Beta { get; init; } = 0.7;

    /// <summary>The potential at which a neuron fires.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    /// <summary>Its slope.</summary>
    public double SurrogateSlope { get; init; } = 10;

    /// <summary>Whether the neurons are connected among each other.</summary>
    public bool Recurrent { get; init; }

    /// <summary>The magnitude of the largest initial recurrent weight; not given, 1 / sqrt(neurons).</summary>
    public double? InitialRecurrent { get; init; }

    /// <summary>The recurrent synapses, where they are not those of the network.</summary>
    public SynapseConfiguration? Synapses { get; init; }

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (!(Alpha is >= Lif.SmallestDecay and <= Lif.LargestDecay))
            yield return $"alpha must be from {Lif.SmallestDecay} to {Lif.LargestDecay}, not {Alpha}";
        if (!(Beta is >= Lif.SmallestDecay and <= Lif.LargestDecay))
            yield return $"beta must be from {Lif.SmallestDecay} to {Lif.LargestDecay}, not {Beta}";
        if (NumberRange.Positive(Threshold, 1e6) is string threshold)
            yield return $"threshold {threshold}";
        if (NumberRange.Positive(SurrogateSlope, 1e6) is string slope)
            yield return $"surrogate_slope {slope}";
        if (InitialRecurrent is double weight && NumberRange.Within(weight, 0, 1e6) is string recurrent)
            yield return $"initial_recurrent {recurrent}";
    }
}
