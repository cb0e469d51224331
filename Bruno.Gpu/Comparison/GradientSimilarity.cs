namespace Bruno.Gpu.Comparison;

/// <summary>How alike two gradients are in direction and in size.</summary>
/// <param name="Cosine">
/// The cosine of the angle between them, 1 for the same direction; none where one of them is zero and the angle does not
/// exist, NaN where one of them is not finite.
/// </param>
/// <param name="NormRatio">
/// The gradient's norm over the reference's; none where the reference is zero, NaN or infinite where one is not finite.
/// </param>
/// <param name="ReferenceNorm">The Euclidean norm of the reference.</param>
internal readonly record struct GradientSimilarity(double? Cosine, double? NormRatio, double ReferenceNorm)
{
    /// <summary>Compares two gradients of the same length.</summary>
    public static GradientSimilarity Of(ReadOnlySpan<double> gradient, ReadOnlySpan<double> reference)
    {
        if (gradient.Length != reference.Length)
            throw new ArgumentException($"{gradient.Length} elements against {reference.Length}.", nameof(gradient));

        double norm = Norm(gradient), referenceNorm = Norm(reference);
        double? ratio = referenceNorm == 0 ? null : norm / referenceNorm;
        if (!double.IsFinite(norm) || !double.IsFinite(referenceNorm))
            return new(double.NaN, ratio, referenceNorm);
        if (norm == 0 || referenceNorm == 0)
            return new(null, ratio, referenceNorm);

        double product = 0;
        for (int i = 0; i < gradient.Length; ++i)
            product += gradient[i] / norm * (reference[i] / referenceNorm);
        return new(Math.Clamp(product, -1, 1), ratio, referenceNorm);
    }

    /// <summary>The Euclidean norm. Exploded gradients have elements whose squares no double can hold: scale first.</summary>
    private static double Norm(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                return double.NaN;
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0 || double.IsInfinity(largest))
            return largest;
        double sum = 0;
        foreach (double value in values)
            sum += value / largest * (value / largest);
        return largest * Math.Sqrt(sum);
    }
}
