namespace Bruno.Gpu.Datasets;

/// <summary>Options of the data set "polyphonic" (<c>[data.polyphonic]</c>).</summary>
public sealed record PolyphonicOptions
{
    /// <summary>The collection of music.</summary>
    public PolyphonicCollection Collection { get; init; } = PolyphonicCollection.Nottingham;
}
