using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Accelerators;

/// <summary>A buffer on the compute device, counted by the <see cref="DeviceMemory"/> that made it.</summary>
public sealed class DeviceBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly DeviceMemory owner;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> buffer;
    private bool disposed;

    internal DeviceBuffer(DeviceMemory owner, MemoryPurpose purpose, MemoryBuffer1D<T, Stride1D.Dense> buffer)
    {
        this.owner = owner;
        this.buffer = buffer;
        Purpose = purpose;
    }

    /// <summary>What the buffer is for.</summary>
    public MemoryPurpose Purpose { get; }

    /// <summary>The number of elements.</summary>
    public int Length => (int)buffer.Length;

    /// <summary>The size, bytes.</summary>
    public long Bytes => buffer.LengthInBytes;

    /// <summary>The elements, for kernels.</summary>
    public ArrayView<T> View => buffer.View.BaseView;

    /// <summary>Copies all elements to a new array; waits for the device.</summary>
    public T[] Download() => buffer.GetAsArray1D();

    /// <summary>Copies the first elements from the host.</summary>
    /// <exception cref="ArgumentException">There are more than the buffer holds.</exception>
    public void Upload(ReadOnlySpan<T> values)
    {
        if (values.Length > Length)
            throw new ArgumentException($"{values.Length} elements do not fit into a buffer of {Length}.", nameof(values));
        if (values.Length > 0)
            buffer.View.BaseView.SubView(0, values.Length).CopyFromCPU(buffer.Accelerator.DefaultStream, in values);
    }

    /// <summary>Sets all bytes to zero.</summary>
    public void Clear() => buffer.MemSetToZero();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        buffer.Dispose();
        owner.Release(Purpose, Bytes);
    }
}
