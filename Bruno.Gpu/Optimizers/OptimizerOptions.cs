namespace Bruno.Gpu.Optimizers;

/// <summary>Which optimizer, and its numbers.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The optimizer.</summary>
    public OptimizerKind Name { get; init; } = OptimizerKind.Adamax;

    /// <summary>The learning rate that a schedule starts from.</summary>
    public double LearningRate { get; init; } = 0.005;

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment (Adam) or of the largest gradient (Adamax).</summary>
    public double Beta2 { get; init; } = 0.995;

    /// <summary>The small number that keeps divisions finite.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum of SGD.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The largest norm of all gradients together; 0 does not clip.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (!(LearningRate > 0))
            yield return $"learning_rate must be positive, not {LearningRate}";
        if (!(Beta1 is >= 0 and < 1))
            yield return $"beta1 must be from 0 to below 1, not {Beta1}";
        if (!(Beta2 is >= 0 and < 1))
            yield return $"beta2 must be from 0 to below 1, not {Beta2}";
        if (!(Epsilon > 0))
            yield return $"epsilon must be positive, not {Epsilon}";
        if (!(Momentum is >= 0 and < 1))
            yield return $"momentum must be from 0 to below 1, not {Momentum}";
        if (!(ClipNorm >= 0))
            yield return $"clip_norm must be 0 (off) or positive, not {ClipNorm}";
    }
}
