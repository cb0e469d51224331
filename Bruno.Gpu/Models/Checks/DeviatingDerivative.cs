namespace Bruno.Gpu.Models.Checks;

/// <summary>A derivative that is not what differences say.</summary>
/// <param name="Variable">The variable whose rate it is of.</param>
/// <param name="By">The variable or input that it is by.</param>
/// <param name="Derivative">The derivative, SI units.</param>
/// <param name="Difference">What differences say.</param>
/// <param name="Point">The state.</param>
public sealed record DeviatingDerivative(string Variable, string By, double Derivative, double Difference, StatePoint Point);
