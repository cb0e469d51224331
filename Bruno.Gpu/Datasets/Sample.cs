namespace Bruno.Gpu.Datasets;

/// <summary>One sample of a <see cref="Dataset"/>. The arrays belong to the data set: read them, do not write to them.</summary>
/// <param name="Values">Input, time-major [steps × channels], channel fastest; standardised or 0/1, as the data set says.</param>
/// <param name="Steps">Number of time steps, at least 1; may differ from sample to sample.</param>
/// <param name="Label">The class, 0 to outputs - 1, for classification; -1 for sequence prediction.</param>
/// <param name="Targets">
/// For sequence prediction the wanted output, time-major [steps × outputs]: row t belongs to input row t and holds what comes
/// at step t + 1. Null for classification.
/// </param>
public sealed record Sample(float[] Values, int Steps, int Label, float[]? Targets);
