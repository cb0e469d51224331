namespace Bruno.Gpu.Gradients;

/// <summary>Where <see cref="CheckpointedGradient"/> keeps states.</summary>
public enum CheckpointPlacement
{
    /// <summary>At outer steps: the undersampled tape and the micro-states of one outer step.</summary>
    OuterStep,

    /// <summary>Every square root of the number of micro-steps of the tape, at most an outer step apart.</summary>
    Sqrt,
}
