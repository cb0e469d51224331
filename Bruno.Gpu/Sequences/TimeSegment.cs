namespace Bruno.Gpu.Sequences;

/// <summary>Outer steps that are computed again as a whole in the backward pass; see <see cref="TimePlan"/>.</summary>
/// <param name="Begin">The first outer step.</param>
/// <param name="End">The one after the last.</param>
/// <param name="Row">Where the states at the beginning are kept; -1 for the last segment, which needs none.</param>
public readonly record struct TimeSegment(int Begin, int End, int Row);
