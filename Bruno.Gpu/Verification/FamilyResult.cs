using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;

namespace Bruno.Gpu.Verification;

/// <summary>What came of a family in one precision.</summary>
internal sealed record FamilyResult
{
    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The precision.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Whether everything was compared and is within its tolerance, or could not be run here for a reason that is no fault.</summary>
    public required bool Passed { get; init; }

    /// <summary>How many arrays were compared.</summary>
    public int Comparisons { get; init; }

    /// <summary>What deviates most, relative to its tolerance.</summary>
    public string? Quantity { get; init; }

    /// <summary>By how much.</summary>
    public double? Deviation { get; init; }

    /// <summary>By how much it may.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The time that it took, s; most of it is compiling where kernels were not compiled before.</summary>
    public double Seconds { get; init; }

    /// <summary>Why it could not be run to its end, or why not at all.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it did not end and holds the device, which nobody can use any more.</summary>
    public bool IsStuck { get; init; }

    /// <summary>All that is beyond its tolerance.</summary>
    public IReadOnlyList<Deviation> Failures { get; init; } = [];

    /// <summary>The result of a family that did not end.</summary>
    public static FamilyResult Stuck(string family, Precision precision, double seconds) => new()
    {
        Family = family,
        Precision = precision,
        Passed = false,
        IsStuck = true,
        Seconds = seconds,
        Problem = FormattableString.Invariant($"it did not end within {seconds:F0} s: a kernel hangs, and nothing more can be verified on this device"),
    };

    /// <summary>The result of comparisons, of which at least one must have a tolerance.</summary>
    public static FamilyResult Of(string family, Precision precision, IReadOnlyList<Deviation> deviations, double seconds, string? problem = null)
    {
        Deviation[] judged = [.. deviations.Where(deviation => deviation.Tolerance is not null)];
        Deviation? worst = judged.MaxBy(Severity);
        return new()
        {
            Family = family,
            Precision = precision,
            Passed = problem is null && judged.Length > 0 && judged.All(deviation => deviation.Passed),
            Comparisons = judged.Length,
            Quantity = worst?.Quantity,
            Deviation = worst?.Value,
            Tolerance = worst?.Tolerance,
            Seconds = seconds,
            Problem = problem ?? (judged.Length == 0 ? "nothing was compared" : null),
            Failures = [.. judged.Where(deviation => !deviation.Passed)],
        };
    }

    /// <summary>A deviation in tolerances. What is no number is worst, and so is anything where nothing may deviate.</summary>
    private static double Severity(Deviation deviation)
    {
        double tolerance = deviation.Tolerance ?? double.PositiveInfinity;
        if (double.IsNaN(deviation.Value))
            return double.PositiveInfinity;
        return deviation.Value == 0 ? 0 : deviation.Value / tolerance;
    }
}
