namespace Bruno.Gpu.Conformance;

/// <summary>How far a result is from the reference.</summary>
/// <param name="Quantity">What was compared.</param>
/// <param name="Value">The largest deviation.</param>
/// <param name="Tolerance">The largest that is right; none where the figure is for information.</param>
internal sealed record Deviation(string Quantity, double Value, double? Tolerance)
{
    /// <summary>Whether it is within its tolerance. NaN never is.</summary>
    public bool Passed => Tolerance is not double tolerance || Value <= tolerance;

    /// <summary>The largest absolute deviation.</summary>
    public static Deviation Absolute(string quantity, double[] actual, double[] expected, double? tolerance) =>
        new(quantity, Largest(actual, expected), tolerance);

    /// <summary>The largest deviation over the largest magnitude of the reference.</summary>
    public static Deviation Relative(string quantity, double[] actual, double[] expected, double? tolerance)
    {
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return new(quantity, Largest(actual, expected) / (scale > 0 ? scale : 1), tolerance);
    }

    /// <summary>One less the cosine between two arrays: 0 where they point the same way.</summary>
    public static Deviation Angle(string quantity, double[] actual, double[] expected)
    {
        double product = 0, actualSquare = 0, expectedSquare = 0;
        for (int i = 0; i < expected.Length; ++i)
        {
            product += actual[i] * expected[i];
            actualSquare += actual[i] * actual[i];
            expectedSquare += expected[i] * expected[i];
        }

        bool none = actualSquare == 0 && expectedSquare == 0;
        return new(quantity, none ? 0 : 1 - product / Math.Sqrt(actualSquare * expectedSquare), null);
    }

    private static double Largest(double[] actual, double[] expected)
    {
        if (actual.Length != expected.Length)
            return double.NaN;

        double largest = 0;
        for (int i = 0; i < expected.Length; ++i)
        {
            // What is not finite in the reference has overflowed there: there is nothing to compare with.
            if (!double.IsFinite(expected[i]))
                continue;
            double difference = Math.Abs(actual[i] - expected[i]);
            largest = double.IsNaN(difference) ? double.NaN : Math.Max(largest, difference);
            if (double.IsNaN(largest))
                break;
        }

        return largest;
    }
}
