using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Accelerators;

/// <summary>Something does not fit into the device's memory, or into what a run may use of it.</summary>
public sealed class DeviceMemoryExceededException : BrunoException
{
    private const string Remedy =
        " Cut time into segments (--segment 32), make the batch smaller (--set training.batch_size=N) or the network, choose a "
        + "gradient method that needs less (--gradient bruno), or a device with more memory (bruno devices).";

    /// <summary>A buffer does not fit.</summary>
    internal DeviceMemoryExceededException(MemoryPurpose purpose, long needed, long? available, Exception? innerException = null)
        : base(
            ExitCode.OutOfMemory,
            $"Not enough device memory for {purpose.ToString().ToLowerInvariant()}: {ByteSize.Format(needed)} needed, "
                + $"{(available is long bytes ? ByteSize.Format(bytes) : "less")} available.{Remedy}",
            innerException)
    {
    }

    /// <summary>A run as a whole will not fit.</summary>
    public DeviceMemoryExceededException(long needed, long available)
        : base(
            ExitCode.OutOfMemory,
            $"Not enough device memory: the run needs {ByteSize.Format(needed)}, {ByteSize.Format(available)} may be used.{Remedy}")
    {
    }

    /// <summary>An array has more elements than kernels can index.</summary>
    public DeviceMemoryExceededException(long elements)
        : base(
            ExitCode.OutOfMemory,
            $"An array of {elements} elements is too long: kernels index up to {int.MaxValue} of them.{Remedy}")
    {
    }
}
