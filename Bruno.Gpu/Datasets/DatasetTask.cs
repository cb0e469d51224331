namespace Bruno.Gpu.Datasets;

/// <summary>What a network is asked to do with a sample.</summary>
public enum DatasetTask
{
    /// <summary>One class for a whole sample: <see cref="Sample.Label"/>.</summary>
    Classification,

    /// <summary>The values of the next step, at every step: <see cref="Sample.Targets"/>.</summary>
    SequencePrediction,
}
