using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>The targets of a loss on a device, and its scores, which are stored in reverse order.</summary>
internal sealed class LossBuffers<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> targets;
    private readonly DeviceBuffer<T> losses;
    private readonly DeviceBuffer<int>[] integers;

    public LossBuffers(ComputeDevice device, LossSetup setup)
    {
        int batch = setup.Lengths.Length;
        targets = device.Memory.Allocate<T>(Array.ConvertAll(Flat.Of(setup.Targets), T.From), MemoryPurpose.Data);
        losses = device.Memory.Allocate<T>(batch, MemoryPurpose.Scratch);
        int[][] values = [setup.Labels, setup.Lengths, [.. Enumerable.Range(0, batch).Reverse()], new int[batch], new int[batch]];
        integers = [.. values.Select(v => device.Memory.Allocate<int>(v, MemoryPurpose.Data))];
    }

    public LossTargets<T> Targets => new(integers[0].View, targets.View, integers[1].View);

    public SampleScores<T> Scores => new(integers[2].View, losses.View, integers[3].View, integers[4].View);

    public LossScores Download() => new(
        [.. losses.Download().Select(T.ToDouble).Reverse()], [.. integers[3].Download().Reverse()], [.. integers[4].Download().Reverse()]);

    public void Dispose()
    {
        foreach (DeviceBuffer<int> buffer in integers)
            buffer.Dispose();
        losses.Dispose();
        targets.Dispose();
    }
}
