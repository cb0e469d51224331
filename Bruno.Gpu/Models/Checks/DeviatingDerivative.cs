namespace Bruno.Gpu.Models.Checks;

/// <summary>A derivative that is not what differences say.</summary>
/// <param name="Of">What it is the derivative of: "A's rate".</param>
/// <param name="By">The variable or input that it is by.</param>
/// <param name="Derivative">The derivative, in units of the equations.</param>
/// <param name="Difference">What differences say.</param>
/// <param name="Point">The state.</param>
internal sealed record DeviatingDerivative(string Of, string By, double Derivative, double Difference, StatePoint Point);
