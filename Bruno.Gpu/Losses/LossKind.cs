namespace Bruno.Gpu.Losses;

/// <summary>The losses.</summary>
public enum LossKind
{
    /// <summary>Of samples with a class: cross-entropy of the spike counts of the outputs. <see cref="SpikeCountLoss{T}"/></summary>
    SpikeCount,

    /// <summary>Of samples with a class: cross-entropy of the times to the first spike. <see cref="FirstSpikeLoss{T}"/></summary>
    FirstSpike,

    /// <summary>Of samples with a class: cross-entropy of the largest value of each output over time. <see cref="MaxOverTimeLoss{T}"/></summary>
    MaxOverTime,

    /// <summary>Of samples with a class: cross-entropy of the mean of each output over time. <see cref="MeanOverTimeLoss{T}"/></summary>
    MeanOverTime,

    /// <summary>Of samples with a class: cross-entropy of every step, averaged; the summed probabilities decide. <see cref="EachStepLoss{T}"/></summary>
    EachStep,

    /// <summary>Of steps whose targets are 0 or 1: sigmoid cross-entropy. <see cref="SequenceLoss{T}"/></summary>
    Sequence,

    /// <summary>Of steps with a class: softmax cross-entropy. <see cref="StepClassLoss{T}"/></summary>
    StepClass,

    /// <summary>Of steps whose targets are numbers: mean squared error. <see cref="SquaredErrorLoss{T}"/></summary>
    SquaredError,
}
