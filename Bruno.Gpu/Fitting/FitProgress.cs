namespace Bruno.Gpu.Fitting;

/// <summary>How far a fit is.</summary>
/// <param name="Stage">What is done: "start 2 of 4".</param>
/// <param name="Iteration">The accepted step of it.</param>
/// <param name="ReducedChiSquare">The sum of squares over the degrees of freedom.</param>
internal sealed record FitProgress(string Stage, int Iteration, double ReducedChiSquare);
