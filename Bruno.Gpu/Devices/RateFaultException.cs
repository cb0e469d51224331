using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Devices;

/// <summary>
/// The equations of a device model have no finite value, or no finite derivative, in a state that a device came to: a fault of the model or of
/// what drives it, not of training.
/// </summary>
/// <param name="message">Which model, which part of it, and the state.</param>
internal sealed class RateFaultException(string message) : BrunoException(ExitCode.DeviceFailed, message);
