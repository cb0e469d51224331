using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Devices;

/// <summary>Room for states, or for their adjoints: a plane a variable.</summary>
/// <param name="memory">The memory.</param>
/// <param name="variables">How many variables a state has.</param>
/// <param name="length">How many states there are.</param>
/// <param name="purpose">What they are for.</param>
internal sealed class StatePlanes<T>(DeviceMemory memory, int variables, long length, MemoryPurpose purpose) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> potential = memory.Allocate<T>(length, purpose);
    private readonly DeviceBuffer<T> @internal = memory.Allocate<T>(length * (variables - 1), purpose);

    /// <summary>The states.</summary>
    public DeviceTape<T> View => new(potential.View, @internal.View, (int)length);

    /// <summary>Sets all to zero.</summary>
    public void Clear()
    {
        potential.Clear();
        @internal.Clear();
    }

    /// <summary>Copies some states to other planes of as many variables.</summary>
    /// <param name="from">The first of them.</param>
    /// <param name="target">Where to.</param>
    /// <param name="to">The first one there.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">The stream.</param>
    public void CopyTo(long from, StatePlanes<T> target, long to, int count, AcceleratorStream stream)
    {
        for (int i = 0; i < variables; ++i)
            Plane(i).SubView(from, count).CopyTo(stream, target.Plane(i).SubView(to, count));
    }

    /// <summary>Uploads states, one plane after the other.</summary>
    public void Upload(T[] numbers)
    {
        potential.Upload(numbers[..(int)length]);
        @internal.Upload(numbers[(int)length..]);
    }

    /// <summary>The states, one plane after the other.</summary>
    public T[] Download() => [.. potential.Download()[..(int)length], .. @internal.Download()[..(int)(length * (variables - 1))]];

    /// <inheritdoc/>
    public void Dispose()
    {
        @internal.Dispose();
        potential.Dispose();
    }

    private ArrayView<T> Plane(int variable) => variable == 0 ? potential.View : @internal.View.SubView((variable - 1) * length, length);
}
