using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Programming error, <see cref="ProgrammingError"/>; drawn once a write.</summary>
public sealed record ProgrammingConfiguration : INonIdeality, IValidated
{
    private const int Terms = 5;

    /// <summary>Standard deviation, the same at every level, as a share of g_max, 0 to 1.</summary>
    [CardFigure("programming_sigma")]
    [Number(From = 0, To = 1)]
    public double Sigma { get; init; }

    /// <summary>
    /// Standard deviation by level, S: the coefficients of 1, x, x^2, x^3, x^4 with x = G / g_max, at most five. They take
    /// the place of <see cref="Sigma"/>.
    /// </summary>
    [CardFigure("programming_coefficients")]
    [Number(From = -CellLimits.Siemens, To = CellLimits.Siemens, Unit = "S")]
    public double[] Coefficients { get; init; } = [];

    /// <inheritdoc/>
    public bool ActsOnWeights => IsOn;

    /// <inheritdoc/>
    public string? Description => !ActsOnWeights ? null : Sigma > 0 ? $"programming error {InWords.Percent(Sigma)} of g_max" : "programming error by level";

    /// <summary>Whether there is any error.</summary>
    internal bool IsOn => Sigma > 0 || Coefficients.Any(coefficient => coefficient != 0);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Sigma > 0 && Coefficients.Length > 0)
            yield return new("sigma", "must be left out where coefficients are given, which say the standard deviation of every level");
        if (Coefficients.Length > Terms)
            yield return new("coefficients", $"must be at most {Terms}, of 1 to x^4, are {Coefficients.Length}");
        else if (Enumerable.Range(0, 101).Any(level => Value(Coefficients, level / 100.0) < 0))
            yield return new("coefficients", "must give a standard deviation that is not negative at any level from 0 to g_max");
    }

    internal ProgrammingError Model(double maximum)
    {
        double[] c = [.. Coefficients.Length > 0 ? Coefficients : [Sigma * maximum], .. new double[Terms]];
        return new(c[0], c[1], c[2], c[3], c[4]);
    }

    private static double Value(double[] coefficients, double level) =>
        coefficients.Reverse().Aggregate(0.0, (sum, coefficient) => sum * level + coefficient);
}
