namespace Bruno.Gpu.Models.Checks;

/// <summary>Derivatives of the rates beside differences of the rates.</summary>
/// <param name="Compared">How many derivatives were compared.</param>
/// <param name="Unresolved">How many were not, because differences of two widths disagree: at a kink, or where the rate is too steep.</param>
/// <param name="Largest">The largest relative deviation.</param>
/// <param name="Deviating">The derivatives that differ by more than differences are uncertain.</param>
internal sealed record DerivativeComparison(int Compared, int Unresolved, double Largest, IReadOnlyList<DeviatingDerivative> Deviating);
