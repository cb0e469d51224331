using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Optimizers;

/// <summary>Which optimizer, and its numbers.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The optimizer.</summary>
    public OptimizerKind Name { get; init; } = OptimizerKind.Adamax;

    /// <summary>The learning rate that a schedule starts from.</summary>
    [Number(Above = 0, To = 3.4e38)]
    public double LearningRate { get; init; } = 0.005;

    /// <summary>Decay of the first moment.</summary>
    [Number(From = 0, Below = 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment (Adam) or of the largest gradient (Adamax).</summary>
    [Number(From = 0, Below = 1)]
    public double Beta2 { get; init; } = 0.995;

    /// <summary>The small number that keeps divisions finite.</summary>
    [Number(Above = 0, To = 1)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum of SGD.</summary>
    [Number(From = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>The largest norm of all gradients together; 0 does not clip.</summary>
    [Number(From = 0, To = 1e30)]
    public double ClipNorm { get; init; }
}
