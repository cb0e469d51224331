namespace Bruno.Gpu.Cards;

/// <summary>One figure of a device card, or a list of figures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">The figures as written.</param>
/// <param name="Unit">Their unit as written.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Meaning">What they are.</param>
/// <param name="SiNumbers">The figures in SI units.</param>
internal sealed record CardValue(string Name, double[] Numbers, string Unit, string Source, string Meaning, double[] SiNumbers)
{
    /// <summary>The standard error of the figure, in its unit, where the card gives one.</summary>
    public double? StandardError { get; init; }
}
