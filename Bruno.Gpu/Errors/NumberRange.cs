namespace Bruno.Gpu.Errors;

/// <summary>Checks numbers against finite ranges; NaN is outside of all of them.</summary>
internal static class NumberRange
{
    /// <summary>What is wrong with a number that must be positive, as the end of a sentence that begins with its key; none where it is.</summary>
    /// <param name="value">The number.</param>
    /// <param name="most">The largest allowed.</param>
    /// <param name="unit">What it is in, such as "in volt"; empty for a plain number.</param>
    public static string? Positive(double value, double most, string unit = "") =>
        value > 0 && value <= most ? null : FormattableString.Invariant($"must be positive{In(unit)} and at most {most}, not {value}");

    /// <summary>What is wrong with a number that must lie between two, both allowed.</summary>
    public static string? Within(double value, double least, double most, string unit = "") =>
        value >= least && value <= most ? null : FormattableString.Invariant($"must be {least} to {most}{In(unit)}, not {value}");

    private static string In(string unit) => unit.Length > 0 ? $" ({unit})" : "";
}
