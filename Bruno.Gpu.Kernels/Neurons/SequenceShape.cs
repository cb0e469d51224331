namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The shape [steps, batch, neurons] of the time-major arrays of one window of time, neuron fastest. A lane is one neuron
/// of one batch element.
/// </summary>
/// <param name="Steps">Outer steps of the window.</param>
/// <param name="Batch">Batch elements.</param>
/// <param name="Neurons">Neurons of the layer.</param>
/// <param name="Begin">The outer step of the sequence that the window begins at.</param>
public readonly record struct SequenceShape(int Steps, int Batch, int Neurons, int Begin)
{
    /// <summary>Neurons times batch elements.</summary>
    public int Lanes => Batch * Neurons;

    /// <summary>Elements of an array of this shape.</summary>
    public int Length => Steps * Lanes;
}
