using Bruno.Gpu.Datasets;

namespace Bruno.Gpu.Comparison;

/// <summary>The samples that gradients are compared on.</summary>
/// <param name="Dataset">The data set that they are from.</param>
/// <param name="Samples">The samples.</param>
internal sealed record ComparisonBatch(Dataset Dataset, IReadOnlyList<Sample> Samples)
{
    /// <summary>Steps of the longest sample.</summary>
    public int Steps => Samples.Max(sample => sample.Steps);

    /// <summary>The first samples of a training set, in its own order, or all where there are fewer.</summary>
    public static ComparisonBatch First(Dataset dataset, int count) => new(dataset, [.. dataset.Train.Take(count)]);

    /// <summary>The same samples, ended after some steps; shorter ones are left as they are.</summary>
    public ComparisonBatch CutTo(int steps) => this with
    {
        Samples = [.. Samples.Select(sample => sample.Steps <= steps ? sample : sample with
        {
            Steps = steps,
            Values = sample.Values[..(steps * Dataset.Channels)],
            Targets = sample.Targets?[..(steps * Dataset.Outputs)],
        })],
    };
}
