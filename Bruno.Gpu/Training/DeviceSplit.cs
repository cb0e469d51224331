using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Training;

/// <summary>One split of a data set on the device, uploaded once, with the scores of its samples.</summary>
public sealed class DeviceSplit<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Uploads a split.</summary>
    public DeviceSplit(ComputeDevice device, string name, IReadOnlyList<Sample> samples)
    {
        Name = name;
        Steps = [.. samples.Select(sample => sample.Steps)];
        int[] offsets = new int[samples.Count];
        for (int i = 1; i < samples.Count; ++i)
            offsets[i] = offsets[i - 1] + Steps[i - 1];

        DeviceMemory memory = device.Memory;
        Values = memory.Allocate<T>(Concatenate(samples, s => s.Values), MemoryPurpose.Data);
        Targets = memory.Allocate<T>(Concatenate(samples, s => s.Targets ?? []), MemoryPurpose.Data);
        Labels = memory.Allocate<int>([.. samples.Select(s => s.Label)], MemoryPurpose.Data);
        StepCounts = memory.Allocate<int>(Steps, MemoryPurpose.Data);
        Offsets = memory.Allocate<int>(offsets, MemoryPurpose.Data);
        Order = memory.Allocate<int>(samples.Count, MemoryPurpose.Data);
        Scores = new ScoreBuffers<T>(memory, samples.Count);
    }

    /// <summary>train, validation or test.</summary>
    public string Name { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Steps.Length;

    /// <summary>Steps of each sample, on the host.</summary>
    public int[] Steps { get; }

    /// <summary>All samples' values, one after the other.</summary>
    public DeviceBuffer<T> Values { get; }

    /// <summary>All samples' targets, one after the other; one element where there are none.</summary>
    public DeviceBuffer<T> Targets { get; }

    /// <summary>The class of each sample.</summary>
    public DeviceBuffer<int> Labels { get; }

    /// <summary>Steps of each sample.</summary>
    public DeviceBuffer<int> StepCounts { get; }

    /// <summary>Where each sample begins, in steps.</summary>
    public DeviceBuffer<int> Offsets { get; }

    /// <summary>The samples in the order in which batches take them.</summary>
    public DeviceBuffer<int> Order { get; }

    /// <summary>Steps of the longest of some samples.</summary>
    public int LongestOf(ReadOnlySpan<int> samples)
    {
        int longest = 0;
        foreach (int sample in samples)
            longest = Math.Max(longest, Steps[sample]);
        return longest;
    }

    /// <summary>The scores of the samples, each under its number.</summary>
    public ScoreBuffers<T> Scores { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] buffers = [Scores, Order, Offsets, StepCounts, Labels, Targets, Values];
        foreach (IDisposable buffer in buffers)
            buffer.Dispose();
    }

    private static T[] Concatenate(IReadOnlyList<Sample> samples, Func<Sample, float[]> part) =>
        [.. samples.SelectMany(sample => part(sample)).Select(value => T.From(value))];
}
