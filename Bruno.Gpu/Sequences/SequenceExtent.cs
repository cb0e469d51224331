namespace Bruno.Gpu.Sequences;

/// <summary>How much of its buffers a pass uses.</summary>
/// <param name="Steps">Outer steps.</param>
/// <param name="Batch">Batch elements.</param>
public readonly record struct SequenceExtent(int Steps, int Batch);
