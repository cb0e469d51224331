namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The shape [steps, batch, neurons] of a time-major array, neuron fastest. A lane is one neuron of one batch element.
/// </summary>
/// <param name="Steps">Outer steps.</param>
/// <param name="Batch">Batch elements.</param>
/// <param name="Neurons">Neurons of the layer.</param>
/// <param name="Delay">Outer steps by which the layer reads its input late: 0 aligned, 1 pipelined.</param>
public readonly record struct SequenceShape(int Steps, int Batch, int Neurons, int Delay)
{
    /// <summary>Neurons times batch elements.</summary>
    public int Lanes => Batch * Neurons;

    /// <summary>Elements of an array of this shape.</summary>
    public int Length => Steps * Lanes;
}
