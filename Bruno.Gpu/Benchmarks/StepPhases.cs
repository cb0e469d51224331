namespace Bruno.Gpu.Benchmarks;

/// <summary>Seconds of the phases of a training step, each waited for.</summary>
/// <param name="Forward">Forward pass and loss.</param>
/// <param name="Backward">Derivative of the loss and backward pass, recomputation included.</param>
/// <param name="Optimizer">The optimizer's step.</param>
internal sealed record StepPhases(double Forward, double Backward, double Optimizer)
{
    /// <summary>All of it.</summary>
    public double Sum => Forward + Backward + Optimizer;
}
