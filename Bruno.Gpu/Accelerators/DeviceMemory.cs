using Bruno.Gpu.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// The one place where device memory is allocated. It knows what each buffer is for, so that reports of memory are
/// measured bytes: now, at the peak, and by purpose. The memory of a plan counts the same bytes and allocates nothing.
/// </summary>
internal sealed class DeviceMemory
{
    private readonly Accelerator? accelerator;
    private readonly Dictionary<MemoryPurpose, long> bytesByPurpose = [];
    private readonly HashSet<IDisposable> buffers = [];

    /// <summary>The memory of an accelerator, or of a plan where there is none.</summary>
    internal DeviceMemory(Accelerator? accelerator, long limit)
    {
        this.accelerator = accelerator;
        Limit = limit;
    }

    /// <summary>The most bytes that may be allocated at a time.</summary>
    public long Limit { get; }

    /// <summary>Bytes allocated now.</summary>
    public long Bytes { get; private set; }

    /// <summary>The most bytes that were allocated at a time.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Bytes allocated now for a purpose.</summary>
    public long BytesFor(MemoryPurpose purpose) => bytesByPurpose.GetValueOrDefault(purpose);

    /// <summary>Allocates a buffer of zeros.</summary>
    /// <param name="length">Elements; not negative. A buffer of none still takes one element.</param>
    /// <param name="purpose">What it is for.</param>
    /// <exception cref="DeviceMemoryExceededException">There is not enough memory.</exception>
    public DeviceBuffer<T> Allocate<T>(long length, MemoryPurpose purpose)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long elements = Math.Max(length, 1);
        long bytes = elements * Interop.SizeOf<T>();
        MemoryBuffer1D<T, Stride1D.Dense>? buffer = null;
        if (accelerator is not null)
        {
            if (elements > int.MaxValue)
                throw new DeviceMemoryExceededException(elements);
            if (bytes > Limit - Bytes)
                throw new DeviceMemoryExceededException(purpose, bytes, Limit - Bytes);
            buffer = AllocateOn<T>(accelerator, elements, bytes, purpose);
        }

        DeviceBuffer<T> owned = new(this, purpose, buffer, length);
        buffers.Add(owned);
        Bytes += owned.Bytes;
        bytesByPurpose[purpose] = BytesFor(purpose) + owned.Bytes;
        PeakBytes = Math.Max(PeakBytes, Bytes);
        LargestElements = Math.Max(LargestElements, elements);
        return owned;
    }

    /// <summary>Allocates a buffer that holds the given elements.</summary>
    /// <inheritdoc cref="Allocate{T}(long, MemoryPurpose)"/>
    public DeviceBuffer<T> Allocate<T>(ReadOnlySpan<T> elements, MemoryPurpose purpose)
        where T : unmanaged
    {
        DeviceBuffer<T> buffer = Allocate<T>(elements.Length, purpose);
        buffer.Upload(elements);
        return buffer;
    }

    /// <summary>Builds something of many buffers; where memory runs out halfway, all of them are given back.</summary>
    /// <exception cref="DeviceMemoryExceededException">There is not enough memory.</exception>
    public TResult AllOrNothing<TResult>(Func<TResult> build)
    {
        HashSet<IDisposable> before = [.. buffers];
        try
        {
            return build();
        }
        catch (DeviceMemoryExceededException)
        {
            foreach (IDisposable buffer in buffers.Where(buffer => !before.Contains(buffer)).ToArray())
                buffer.Dispose();
            throw;
        }
    }

    /// <summary>The elements of the largest buffer so far; kernels index with 32 bits.</summary>
    internal long LargestElements { get; private set; }

    /// <summary>Takes what is allocated now as the peak so far.</summary>
    internal void ResetPeak() => PeakBytes = Bytes;

    internal void Release(IDisposable buffer, MemoryPurpose purpose, long bytes)
    {
        bool isOurs = buffers.Remove(buffer);
        Invariant.Holds(isOurs, "A buffer is given back to the memory that it is of, once");
        Bytes -= bytes;
        bytesByPurpose[purpose] -= bytes;
        Invariant.Holds(bytesByPurpose[purpose] >= 0, "No more is given back than was taken for a purpose");
    }

    private static MemoryBuffer1D<T, Stride1D.Dense> AllocateOn<T>(Accelerator accelerator, long elements, long bytes, MemoryPurpose purpose)
        where T : unmanaged
    {
        try
        {
            MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(elements);
            buffer.MemSetToZero();
            return buffer;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or AcceleratorException)
        {
            throw new DeviceMemoryExceededException(purpose, bytes, null, exception);
        }
    }
}
