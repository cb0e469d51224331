namespace Bruno.Gpu.Recordings;

/// <summary>What a network is asked to do with a sample.</summary>
public enum DatasetTask
{
    /// <summary>One class for a whole sample.</summary>
    Classification,

    /// <summary>A class at every step; steps without one do not count.</summary>
    StepClassification,

    /// <summary>Which outputs are on at the next step, 0 or 1, at every step.</summary>
    SequencePrediction,

    /// <summary>Numbers at every step: those of the next step, or of other columns.</summary>
    Regression,
}
