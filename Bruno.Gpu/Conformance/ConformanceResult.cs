namespace Bruno.Gpu.Conformance;

/// <summary>What came of one conformance file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Deviations">What was compared.</param>
/// <param name="Problem">Why nothing or not everything was compared; none if everything was.</param>
/// <param name="Remark">Something to know about the file.</param>
internal sealed record ConformanceResult(
    string File, string Kind, IReadOnlyList<Deviation> Deviations, string? Problem = null, string? Remark = null)
{
    /// <summary>
    /// Places of the file that nothing was read of, such as "sensitivity" or "steps[].v": information, what the reference could not
    /// represent, and what this program does not know.
    /// </summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    /// <summary>Whether everything was compared and is within its tolerance.</summary>
    public bool Passed => Problem is null && Deviations.Count > 0 && Deviations.All(d => d.Passed);
}
