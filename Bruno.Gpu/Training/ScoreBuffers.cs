using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>Loss, hits and trials of many samples on the device, downloaded once they all have been seen.</summary>
internal sealed class ScoreBuffers<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> losses;
    private readonly DeviceBuffer<int> hits;
    private readonly DeviceBuffer<int> trials;

    /// <summary>Allocates the scores of so many samples.</summary>
    public ScoreBuffers(DeviceMemory memory, int samples)
    {
        losses = memory.Allocate<T>(samples, MemoryPurpose.Scratch);
        hits = memory.Allocate<int>(samples, MemoryPurpose.Scratch);
        trials = memory.Allocate<int>(samples, MemoryPurpose.Scratch);
    }

    /// <summary>Where the scores of a batch go.</summary>
    /// <param name="samples">The number of each batch element's sample.</param>
    public SampleScores<T> Of(ArrayView<int> samples) => new(samples, losses.View, hits.View, trials.View);

    /// <summary>Copies all scores to the host; waits for the device.</summary>
    public HostScores Download() => new(Array.ConvertAll(losses.Download(), T.ToDouble), hits.Download(), trials.Download());

    /// <summary>Puts scores back.</summary>
    public void Upload(HostScores scores)
    {
        losses.Upload(Array.ConvertAll(scores.Losses, T.From));
        hits.Upload(scores.Hits);
        trials.Upload(scores.Trials);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trials.Dispose();
        hits.Dispose();
        losses.Dispose();
    }
}
