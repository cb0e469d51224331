using System.Diagnostics;
using Bruno.Gpu.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// A buffer on the compute device, counted by the <see cref="DeviceMemory"/> that made it. In a plan it has a size but no
/// elements: its views are empty, and nothing can be copied.
/// </summary>
internal sealed class DeviceBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly DeviceMemory owner;
    private readonly MemoryBuffer1D<T, Stride1D.Dense>? buffer;
    private readonly bool isEmpty;
    private bool disposed;

    internal DeviceBuffer(DeviceMemory owner, MemoryPurpose purpose, MemoryBuffer1D<T, Stride1D.Dense>? buffer, long length)
    {
        this.owner = owner;
        this.buffer = buffer;
        Purpose = purpose;
        isEmpty = length == 0;
        long elements = Math.Max(length, 1);
        Bytes = elements * Interop.SizeOf<T>();
        Length = (int)Math.Min(elements, int.MaxValue);
    }

    /// <summary>What the buffer is for.</summary>
    public MemoryPurpose Purpose { get; }

    /// <summary>The number of elements that are allocated, one at least.</summary>
    public int Length { get; }

    /// <summary>The size, bytes.</summary>
    public long Bytes { get; }

    /// <summary>The elements, for kernels; empty where none were asked for.</summary>
    public ArrayView<T> View
    {
        get
        {
            RequireOpen();
            return buffer is null ? ArrayView<T>.Empty : buffer.View.BaseView.SubView(0, isEmpty ? 0 : buffer.Length);
        }
    }

    /// <summary>Copies all elements to a new array; waits for the device.</summary>
    public T[] Download()
    {
        RequireOpen();
        return buffer!.GetAsArray1D();
    }

    /// <summary>Copies the first elements from the host; in a plan, does nothing.</summary>
    /// <exception cref="ArgumentException">There are more than the buffer holds.</exception>
    public void Upload(ReadOnlySpan<T> values)
    {
        RequireOpen();
        if (values.Length > Length)
            throw new ArgumentException($"{values.Length} elements do not fit into a buffer of {Length}.", nameof(values));
        if (values.Length > 0 && buffer is not null)
            buffer.View.BaseView.SubView(0, values.Length).CopyFromCPU(buffer.Accelerator.DefaultStream, in values);
    }

    /// <summary>Sets all bytes to zero.</summary>
    public void Clear()
    {
        RequireOpen();
        buffer!.MemSetToZero();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        buffer?.Dispose();
        owner.Release(this, Purpose, Bytes);
    }

    [Conditional(Invariant.Symbol)]
    private void RequireOpen() => Invariant.Holds(!disposed, "A buffer is used before it is disposed of");
}
