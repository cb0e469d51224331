using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Networks;

/// <summary>The trainable encoder, e = gain (tile(x) + bias); gains and biases start uniformly distributed.</summary>
public sealed record EncoderLayerConfiguration : LayerConfiguration
{
    /// <summary>Copies of the input channels.</summary>
    public int Copies { get; init; } = 32;

    /// <summary>The smallest gain at the start.</summary>
    public double GainLow { get; init; } = -1;

    /// <summary>The largest gain at the start.</summary>
    public double GainHigh { get; init; } = 1;

    /// <summary>The smallest bias at the start.</summary>
    public double BiasLow { get; init; } = -1;

    /// <summary>The largest bias at the start.</summary>
    public double BiasHigh { get; init; } = 1;

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (Copies < 1)
            yield return $"copies must be at least 1, not {Copies}";
        (string Key, double Value)[] bounds = [("gain_low", GainLow), ("gain_high", GainHigh), ("bias_low", BiasLow), ("bias_high", BiasHigh)];
        foreach ((string key, double value) in bounds)
        {
            if (NumberRange.Within(value, -1e6, 1e6) is string fault)
                yield return $"{key} {fault}";
        }

        if (GainLow > GainHigh)
            yield return $"gain_low must not exceed gain_high ({GainLow} > {GainHigh})";
        if (BiasLow > BiasHigh)
            yield return $"bias_low must not exceed bias_high ({BiasLow} > {BiasHigh})";
    }
}
