namespace Bruno.Gpu.Training;

/// <summary>One row of find-rate.csv: one step of a learning-rate range test. The columns are these properties, in this order.</summary>
internal sealed record RateTestRow
{
    /// <summary>The step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Its learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean loss of its batch, before the step.</summary>
    public required double Loss { get; init; }

    /// <summary>The mean of the losses so far, of which each counts 0.9 times as much as the one after it.</summary>
    public required double SmoothedLoss { get; init; }
}
