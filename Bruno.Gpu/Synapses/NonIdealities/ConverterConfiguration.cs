using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>A converter between analogue and digital, <see cref="Kernels.Synapses.NonIdealities.Converter"/>.</summary>
public sealed record ConverterConfiguration : IValidated
{
    /// <summary>Bits of the converter, 1 to 16; not given, there is none.</summary>
    [Number(From = 1, To = 16)]
    public int? Bits { get; init; }

    /// <summary>The lower end of its range, in the unit of the values.</summary>
    [Number(From = -1e12, To = 1e12)]
    public double Low { get; init; } = -1;

    /// <summary>The upper end of its range.</summary>
    [Number(From = -1e12, To = 1e12)]
    public double High { get; init; } = 1;

    /// <summary>The converter; none where there are no bits.</summary>
    internal Converter? Model => Bits is int bits ? new(Low, High, (1 << bits) - 1) : null;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Low >= High)
            yield return new("high", FormattableString.Invariant($"must exceed low, but {High} <= {Low}"));
    }
}
