using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Accelerators;

/// <summary>The compute device asked for by name is not on this machine.</summary>
public sealed class DeviceUnavailableException(string message, Exception? innerException = null)
    : BrunoException(ExitCode.DeviceUnavailable, message, innerException);
