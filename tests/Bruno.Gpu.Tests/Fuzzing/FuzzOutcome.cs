using System.Globalization;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>What came of the inputs of a format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Accepted">Inputs that were read.</param>
/// <param name="Refused">Inputs that ended in a clear error.</param>
/// <param name="Violations">The first of each kind.</param>
/// <param name="Violating">How many inputs violate something.</param>
/// <param name="Seconds">How long it took, s.</param>
internal sealed record FuzzOutcome(string Format, int Accepted, int Refused, IReadOnlyList<FuzzViolation> Violations, int Violating, double Seconds)
{
    /// <summary>A row of the table that the script prints.</summary>
    public string Row => string.Create(CultureInfo.InvariantCulture, $"| {Format} | {Accepted + Refused + Violating} | {Accepted} | {Refused} | {Violating} | {Seconds:F1} |");
}
