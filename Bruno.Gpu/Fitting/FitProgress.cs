namespace Bruno.Gpu.Fitting;

/// <summary>How far a fit is.</summary>
/// <param name="Stage">What is done: "start 2 of 4".</param>
/// <param name="Step">The accepted step of it; none where there is no new one.</param>
/// <param name="ReducedChiSquare">The sum of squares over the degrees of freedom after that step.</param>
/// <param name="Best">The best parameters of all starts so far; none before there are some.</param>
internal sealed record FitProgress(string Stage, int? Step = null, double ReducedChiSquare = double.NaN, InterimFit? Best = null);
