using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Training;

/// <summary>A loss or a parameter is no longer finite.</summary>
public sealed class DivergedException(int epoch, string what) : BrunoException(
    ExitCode.Diverged,
    $"Training diverged in epoch {epoch}: {what} is not finite. Lower the learning rate (--set optimizer.learning_rate=...), "
    + "clip the gradient (--set optimizer.clip_norm=1), or go on from the last good checkpoint.");
