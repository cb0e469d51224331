using System.Collections;

namespace Bruno.Gpu.Datasets;

/// <summary>A list of one and the same sample: the outline of a split whose samples are alike in shape.</summary>
/// <param name="sample">The sample.</param>
/// <param name="count">How often it is there.</param>
internal sealed class RepeatedSample(Sample sample, int count) : IReadOnlyList<Sample>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <summary>The sample.</summary>
    public Sample Sample => sample;

    /// <inheritdoc/>
    public Sample this[int index] => sample;

    /// <inheritdoc/>
    public IEnumerator<Sample> GetEnumerator() => Enumerable.Repeat(sample, count).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
