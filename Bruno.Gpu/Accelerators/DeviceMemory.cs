using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// The one place where device memory is allocated. It knows what each buffer is for, so that reports of memory are
/// measured bytes: now, at the peak, and by purpose.
/// </summary>
public sealed class DeviceMemory
{
    private readonly Accelerator accelerator;
    private readonly Dictionary<MemoryPurpose, long> bytesByPurpose = [];

    internal DeviceMemory(Accelerator accelerator, long? limit)
    {
        this.accelerator = accelerator;
        Limit = limit ?? long.MaxValue;
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
        if (elements > int.MaxValue || bytes > Limit - Bytes)
            throw new DeviceMemoryExceededException(purpose, bytes, elements > int.MaxValue ? int.MaxValue : Limit - Bytes);

        MemoryBuffer1D<T, Stride1D.Dense> buffer;
        try
        {
            buffer = accelerator.Allocate1D<T>(elements);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or AcceleratorException)
        {
            throw new DeviceMemoryExceededException(purpose, bytes, null, exception);
        }

        buffer.MemSetToZero();
        Bytes += buffer.LengthInBytes;
        bytesByPurpose[purpose] = BytesFor(purpose) + buffer.LengthInBytes;
        PeakBytes = Math.Max(PeakBytes, Bytes);
        return new DeviceBuffer<T>(this, purpose, buffer);
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

    internal void Release(MemoryPurpose purpose, long bytes)
    {
        Bytes -= bytes;
        bytesByPurpose[purpose] -= bytes;
    }
}
