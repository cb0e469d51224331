using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Accelerators;

/// <summary>A buffer does not fit into the device's memory, or into what a run may use of it.</summary>
public sealed class DeviceMemoryExceededException(
    MemoryPurpose purpose, long needed, long? available, Exception? innerException = null)
    : BrunoException(ExitCode.OutOfMemory, Describe(purpose, needed, available), innerException)
{
    private static string Describe(MemoryPurpose purpose, long needed, long? available)
    {
        string left = available is long bytes ? Megabytes(bytes) : "less";
        return $"Not enough device memory for {purpose.ToString().ToLowerInvariant()}: {Megabytes(needed)} needed, {left} "
            + "available. Make the batch smaller (--set training.batch_size=N), the network smaller, or choose a device "
            + "with more memory (bruno devices).";
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
