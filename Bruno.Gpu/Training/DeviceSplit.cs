using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Training;

/// <summary>One split of a data set on the device, uploaded once, with the scores of its samples.</summary>
internal sealed class DeviceSplit<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Uploads a split; on a plan, counts what it would take.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="name">train, validation or test.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="channels">Width of an input row.</param>
    /// <param name="targets">Width of a target row; 0 where there are none.</param>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public DeviceSplit(ComputeDevice device, string name, IReadOnlyList<Sample> samples, int channels, int targets)
    {
        Name = name;
        Count = samples.Count;
        long steps = samples.Sum(sample => (long)sample.Steps);
        DeviceMemory memory = device.Memory;
        Values = memory.Allocate<T>(steps * channels, MemoryPurpose.Data);
        Targets = memory.Allocate<T>(steps * targets, MemoryPurpose.Data);
        Labels = memory.Allocate<int>(Count, MemoryPurpose.Data);
        StepCounts = memory.Allocate<int>(Count, MemoryPurpose.Data);
        Offsets = memory.Allocate<int>(Count, MemoryPurpose.Data);
        Order = memory.Allocate<int>(Count, MemoryPurpose.Data);
        Scores = new ScoreBuffers<T>(memory, Count);
        if (device.IsPlan)
            return;

        Steps = [.. samples.Select(sample => sample.Steps)];
        int[] offsets = new int[Count];
        for (int i = 1; i < Count; ++i)
            offsets[i] = offsets[i - 1] + Steps[i - 1];
        Values.Upload(Concatenate(samples, sample => sample.Values));
        Targets.Upload(Concatenate(samples, sample => sample.Targets ?? []));
        Labels.Upload([.. samples.Select(sample => sample.Label)]);
        StepCounts.Upload(Steps);
        Offsets.Upload(offsets);
    }

    /// <summary>train, validation or test.</summary>
    public string Name { get; }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Steps of each sample, on the host; on a plan, none.</summary>
    public int[] Steps { get; } = [];

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

    private static T[] Concatenate(IReadOnlyList<Sample> samples, Func<Sample, float[]> part)
    {
        T[] all = new T[samples.Sum(sample => (long)part(sample).Length)];
        int at = 0;
        foreach (Sample sample in samples)
        {
            foreach (float value in part(sample))
                all[at++] = T.From(value);
        }

        return all;
    }
}
