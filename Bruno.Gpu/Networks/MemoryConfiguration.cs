using Bruno.Gpu.Configuration;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Networks;

/// <summary>What a run keeps of the past, and how much memory it may take; see <see cref="TimePlan"/>.</summary>
public sealed record MemoryConfiguration : IValidated
{
    /// <summary>
    /// Outer steps of a segment: of earlier segments the states at their beginnings alone are kept, and the backward pass
    /// computes one at a time again. Not given, the tape is kept whole.
    /// </summary>
    [Number(From = 1, Unit = "outer steps")]
    public int? Segment { get; init; }

    /// <summary>Keeps each K-th outer state of the tape only, and recomputes those between. Not given, all are kept.</summary>
    [Number(From = 1, Unit = "outer steps")]
    public int? TapeEvery { get; init; }

    /// <summary>Outer steps whose currents, spikes and adjoints exist at once. Not given, as many as little memory allows.</summary>
    [Number(From = 1, Unit = "outer steps")]
    public int? Window { get; init; }

    /// <summary>How the undersampled states of devices are stored.</summary>
    public TapePrecision Tape { get; init; } = TapePrecision.Full;

    /// <summary>The most device memory to use, such as "2GB"; not given, all that is free.</summary>
    public string? Limit { get; init; }

    /// <summary>The most device memory to use, bytes.</summary>
    internal long? LimitBytes => Limit is null ? null : ByteSize.Parse(Limit);

    /// <summary>Lengths of segments, the outermost first.</summary>
    internal IReadOnlyList<int> Segments => [.. new[] { Segment, TapeEvery }.OfType<int>().OrderDescending()];

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Limit is not null && LimitBytes is null)
            yield return new("limit", $"must be an amount of memory such as \"150MB\" or \"2GB\", not \"{Limit}\"");
    }
}
