using Bruno.Gpu.Errors;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Networks;

/// <summary>Dense synapses; weights (and bias) start uniformly distributed.</summary>
public sealed record LinearLayerConfiguration : LayerConfiguration
{
    /// <summary>Units they lead to; not given, as many as the data set has outputs.</summary>
    public int? Outputs { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; }

    /// <summary>Initial weights lie within this over sqrt(inputs), where the next two do not say otherwise.</summary>
    public double InitialScale { get; init; } = 1;

    /// <summary>The smallest initial weight; not given, -initial_scale / sqrt(inputs).</summary>
    public double? InitialLow { get; init; }

    /// <summary>The largest initial weight; not given, initial_scale / sqrt(inputs).</summary>
    public double? InitialHigh { get; init; }

    /// <summary>The synapses, where they are not those of the network.</summary>
    public SynapseConfiguration? Synapses { get; init; }

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (Outputs < 1)
            yield return $"outputs must be at least 1, not {Outputs}";
        if (NumberRange.Positive(InitialScale, 1e6) is string scale)
            yield return $"initial_scale {scale}";
        if (InitialLow is double lowest && NumberRange.Within(lowest, -1e6, 1e6) is string low)
            yield return $"initial_low {low}";
        if (InitialHigh is double highest && NumberRange.Within(highest, -1e6, 1e6) is string high)
            yield return $"initial_high {high}";
        if (InitialLow > InitialHigh)
            yield return $"initial_low must not exceed initial_high ({InitialLow} > {InitialHigh})";
    }
}
