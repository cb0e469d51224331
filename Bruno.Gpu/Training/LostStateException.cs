using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Training;

/// <summary>A state of a device is no longer finite, by the equations of its model or by what training did to its input.</summary>
/// <param name="epoch">The epoch.</param>
internal sealed class LostStateException(int epoch) : BrunoException(
    ExitCode.Diverged,
    $"The state of a device is not finite in epoch {epoch}: its input is not, so that training diverged. Lower the learning rate (--set optimizer.learning_rate=...), "
    + "clip the gradient (--set optimizer.clip_norm=1), or go on from the last good checkpoint.");
