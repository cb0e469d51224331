using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Fitting;

/// <summary>What came of a fit.</summary>
internal sealed record FitResult
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The files, with their checksums.</summary>
    public required IReadOnlyList<MeasurementFile> Files { get; init; }

    /// <summary>The parameters.</summary>
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>Parameters that were given, in the model's units.</summary>
    public required IReadOnlyDictionary<string, double> Fixed { get; init; }

    /// <summary>Correlations of the parameters' errors; not a number where the data do not tell.</summary>
    public required Matrix<double> Correlation { get; init; }

    /// <summary>The sum of squared residuals over the variances of noise.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Numbers that were measured, less parameters.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Whether the noise was known; else it is judged by the residuals, and the reduced chi-square is 1 by itself.</summary>
    public required bool IsNoiseKnown { get; init; }

    /// <summary>The residuals, column by column.</summary>
    public required IReadOnlyList<SeriesStatistics> Statistics { get; init; }

    /// <summary>The starts, in their order.</summary>
    public required IReadOnlyList<FitStart> Starts { get; init; }

    /// <summary>The start that the result comes from.</summary>
    public required FitStart Best { get; init; }

    /// <summary>What the data do not determine, and what else is to be known; a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The traces, and what the model says of each: [series][rows], in the units of the series.</summary>
    public required IReadOnlyList<(MeasuredTrace Trace, double[][] Fitted)> Traces { get; init; }

    /// <summary>Whether the model follows everything that was measured, at least roughly; where it does not, there is no fit, whatever the errors say.</summary>
    public required bool IsNear { get; init; }

    /// <summary>Whether the best start ended by itself, at a minimum.</summary>
    public required bool IsConverged { get; init; }

    /// <summary>Chi-square over the degrees of freedom.</summary>
    public double ReducedChiSquare => ChiSquare / DegreesOfFreedom;
}
