namespace Bruno.Gpu.Datasets;

/// <summary>One sample of a <see cref="Dataset"/>. The arrays belong to the data set: read them, do not write to them.</summary>
/// <param name="Values">Input, time-major [steps × channels], channel fastest; standardised or 0/1, as the data set says.</param>
/// <param name="Steps">Number of time steps, at least 1; may differ from sample to sample.</param>
/// <param name="Label">The class, 0 to outputs - 1, for classification; -1 where steps have targets.</param>
/// <param name="Targets">
/// The wanted output of each step, time-major [steps × outputs]: of classes of steps a 1 among zeros, or zeros alone for a step that
/// does not count; of predictions what comes at the step after. Null for classification.
/// </param>
public sealed record Sample(float[] Values, int Steps, int Label, float[]? Targets);
