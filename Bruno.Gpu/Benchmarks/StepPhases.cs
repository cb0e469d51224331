namespace Bruno.Gpu.Benchmarks;

/// <summary>Seconds of the phases of a training step, each waited for.</summary>
/// <param name="Forward">Forward pass and loss.</param>
/// <param name="Backward">Derivative of the loss and backward pass, recomputation included.</param>
/// <param name="Optimizer">The optimizer's step, its watch for numbers that are not finite included.</param>
/// <param name="Watch">The watch for states that are not finite.</param>
internal sealed record StepPhases(double Forward, double Backward, double Optimizer, double Watch)
{
    /// <summary>All of it.</summary>
    public double Sum => Forward + Backward + Optimizer + Watch;
}
