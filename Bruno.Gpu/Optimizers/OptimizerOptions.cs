using Bruno.Gpu.Errors;

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
        if (NumberRange.Positive(LearningRate, float.MaxValue) is string rate)
            yield return $"learning_rate {rate}";
        if (!(Beta1 is >= 0 and < 1))
            yield return $"beta1 must be from 0 to below 1, not {Beta1}";
        if (!(Beta2 is >= 0 and < 1))
            yield return $"beta2 must be from 0 to below 1, not {Beta2}";
        if (NumberRange.Positive(Epsilon, 1) is string epsilon)
            yield return $"epsilon {epsilon}";
        if (!(Momentum is >= 0 and < 1))
            yield return $"momentum must be from 0 to below 1, not {Momentum}";
        if (NumberRange.Within(ClipNorm, 0, 1e30, "0 is off") is string norm)
            yield return $"clip_norm {norm}";
    }
}
