namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>Over which weights w_max, the largest magnitude, is taken.</summary>
public enum ScaleKind
{
    /// <summary>All weights of the matrix.</summary>
    Layer,

    /// <summary>The weights onto one output: a column of the array with a scale of its own.</summary>
    Column,
}
