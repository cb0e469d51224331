namespace Bruno.Gpu.Comparison;

/// <summary>What a reader of a comparison must know besides its numbers.</summary>
internal static class GradientComparisonRemarks
{
    /// <summary>The remarks, a sentence each.</summary>
    /// <param name="rows">The rows of the comparison.</param>
    /// <param name="batch">The batch, before it was cut.</param>
    public static IEnumerable<string> Of(IReadOnlyList<GradientComparisonRow> rows, ComparisonBatch batch)
    {
        int longest = batch.Steps, shortest = batch.Samples.Min(sample => sample.Steps);
        int[] longer = [.. rows.Select(row => row.HorizonSteps).Distinct().Where(horizon => horizon > shortest)];
        if (longer.Length > 0)
        {
            string steps = shortest == longest ? $"{longest}" : $"{shortest} to {longest}";
            yield return $"The samples have {steps} steps: those shorter than a horizon ({string.Join(", ", longer)}) are taken whole.";
        }

        if (rows.Any(row => row.NormRatio is null))
            yield return "The reference is zero where there is no ratio of norms (-).";
        if (rows.Any(row => row.Cosine is null))
            yield return "A zero gradient has no direction, so that there is no cosine (-).";
        if (rows.Any(row => row.Cosine is double.NaN))
            yield return "A gradient is not finite where the cosine is not a number (NaN): it exploded.";
    }
}
