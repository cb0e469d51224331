using Bruno.Gpu.Conformance;

namespace Bruno.Cli.Rendering;

/// <summary>Sums a file's deviations up in one line: the largest of each sort.</summary>
internal static class ConformanceGroup
{
    private static readonly string[] Unrolled = ["exact-literal", "bptt", "checkpointed", "full_bptt"];

    /// <summary>The largest deviation of states, spikes, gradients, levels of weights, and of the exact method against the literal derivative.</summary>
    public static IEnumerable<Deviation> Largest(IReadOnlyList<Deviation> deviations) => deviations
        .GroupBy(NameOf)
        .Select(group => new Deviation(
            group.Key,
            group.Any(deviation => double.IsNaN(deviation.Value)) ? double.NaN : group.Max(deviation => deviation.Value),
            group.All(deviation => deviation.Passed) ? null : 0));

    private static string NameOf(Deviation deviation)
    {
        string name = deviation.Quantity;
        if (name.Contains("1-cos", StringComparison.Ordinal))
            return "exact 1-cos";
        if (name.Contains("spikes", StringComparison.Ordinal))
            return "spikes";
        if (name.Contains(" bit ", StringComparison.Ordinal))
            return "levels";
        if (Unrolled.Any(method => name.StartsWith(method, StringComparison.Ordinal)))
            return "exact_rate_grad";
        if (deviation.Tolerance is null)
            return "unjudged";
        return name.Contains("dL_", StringComparison.Ordinal) || name.Split(' ')[^1].StartsWith('d') ? "gradients" : "states";
    }
}
