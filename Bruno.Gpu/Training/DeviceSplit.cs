using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>One split of a data set on the device, uploaded once, with the scores of its samples.</summary>
public sealed class DeviceSplit<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> losses;
    private readonly DeviceBuffer<int> hits;
    private readonly DeviceBuffer<int> trials;

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
        losses = memory.Allocate<T>(samples.Count, MemoryPurpose.Scratch);
        hits = memory.Allocate<int>(samples.Count, MemoryPurpose.Scratch);
        trials = memory.Allocate<int>(samples.Count, MemoryPurpose.Scratch);
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

    /// <summary>Where the scores of a batch go.</summary>
    /// <param name="samples">Which sample each batch element is.</param>
    public SampleScores<T> ScoresOf(ArrayView<int> samples) => new(samples, losses.View, hits.View, trials.View);

    /// <summary>Copies the scores of all samples to the host.</summary>
    public (double[] Losses, int[] Hits, int[] Trials) DownloadScores() =>
        (Array.ConvertAll(losses.Download(), T.ToDouble), hits.Download(), trials.Download());

    /// <summary>Puts back the scores of an interrupted epoch.</summary>
    public void UploadScores(double[] sampleLosses, int[] sampleHits, int[] sampleTrials)
    {
        losses.Upload(Array.ConvertAll(sampleLosses, T.From));
        hits.Upload(sampleHits);
        trials.Upload(sampleTrials);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] buffers = [trials, hits, losses, Order, Offsets, StepCounts, Labels, Targets, Values];
        foreach (IDisposable buffer in buffers)
            buffer.Dispose();
    }

    private static T[] Concatenate(IReadOnlyList<Sample> samples, Func<Sample, float[]> part) =>
        [.. samples.SelectMany(sample => part(sample)).Select(value => T.From(value))];
}
