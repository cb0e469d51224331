using System.Globalization;

namespace Bruno.Gpu.Fitting;

/// <summary>Says what the data do not determine, and what else a fit is to be doubted for.</summary>
internal static class FitWarnings
{
    private const double StrongCorrelation = 0.99, Autocorrelated = 0.3, TooManySigmas = -4;

    /// <summary>Residuals of more than this share of the spread of the data: the model hardly follows them.</summary>
    private const double Missed = 0.3;

    /// <summary>Residuals of less than this share are rounding.</summary>
    private const double Rounding = 1e-6;

    private const int FewStarts = 3;

    /// <summary>By how many standard errors a fit may be from its minimum.</summary>
    private const double FarFromMinimum = 0.5;

    /// <summary>Whether a model hardly follows a column.</summary>
    public static bool IsMissed(SeriesStatistics series) => series.Rmse > Missed * series.Spread && series.Spread > 0;

    /// <summary>Whether residuals are nothing but rounding.</summary>
    public static bool IsExact(IReadOnlyList<SeriesStatistics> statistics) => statistics.All(series => series.Rmse <= Rounding * series.Spread);

    /// <summary>Whether a fit is at a minimum.</summary>
    /// <param name="best">Its best start.</param>
    /// <param name="distance">How far the minimum is by the derivatives, in standard errors.</param>
    public static bool IsAtMinimum(FitStart best, double distance) => best.HasConverged && distance <= FarFromMinimum;

    /// <summary>What is to be known, a sentence each, the worst first.</summary>
    public static IEnumerable<string> Of(
        IReadOnlyList<FittedParameter> fitted, FisherInformation information, IReadOnlyList<SeriesStatistics> statistics, IReadOnlyList<FitStart> starts,
        FitStart best, double distance, double? reducedChiSquare)
    {
        string[] linear = [.. fitted.Select(parameter => parameter.Parameter).Where(parameter => !parameter.IsLogarithmic && parameter.Low >= 0 && parameter.Start > 0).Select(parameter => parameter.Name)];
        string scales = linear.Length > 0 ? $" Where a start may be off by orders of magnitude, a logarithmic scale gets there: --log {string.Join(',', linear)}." : "";
        foreach (SeriesStatistics series in statistics.Where(IsMissed))
            yield return string.Create(CultureInfo.InvariantCulture, $"{series.Trace}, {series.Column}: residuals of {series.Rmse:G3} {series.Unit} are {Share(series.Rmse / series.Spread)} the spread of the data: this is no fit, whatever the standard errors say. Its minimum is probably a wrong one, of which traces with spikes have many: start nearer (--start), from more points (--starts) or within narrower bounds (--bounds).{scales}");
        if (!best.HasConverged)
            yield return $"not converged: the best start had not ended when its steps were used up: more of them with --iterations, or start from what it came to (--start).";
        else if (!IsAtMinimum(best, distance))
            yield return string.Create(CultureInfo.InvariantCulture, $"not converged: by the derivatives the minimum is {distance:G2} standard errors away, but no step towards it was better. The model may jump or be rough there, or its integration be too coarse (--tolerance): start elsewhere (--start, --starts).");
        foreach (int unseen in information.Unseen)
            yield return $"{fitted[unseen].Parameter.Name}: nothing that was measured depends on it; its value is where it started. Where it should matter, start elsewhere (--start).";
        foreach ((int Parameter, double Part)[] direction in information.UnknownDirections)
            yield return $"the data do not tell {string.Join(", ", direction.Select(part => fitted[part.Parameter].Parameter.Name))} apart: a change of all of them together changes nothing that was measured.";
        for (int i = 0; i < fitted.Count; ++i)
        {
            for (int j = 0; j < i; ++j)
            {
                double correlation = information.Correlation[i, j];
                if (Math.Abs(correlation) > StrongCorrelation)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{fitted[j].Parameter.Name} and {fitted[i].Parameter.Name} are correlated by {correlation:0.####}: the data determine them together rather than each. Fix one with --set, or measure something else too.");
            }
        }

        foreach (FittedParameter parameter in fitted)
        {
            string name = parameter.Parameter.Name;
            if (double.IsFinite(parameter.StandardError) && parameter.RelativeError > 1)
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: its standard error is {parameter.RelativeError * 100:0} % of its value: the data hardly determine it.");
            if (parameter.Parameter.IsAtBound(parameter.Value))
                yield return $"{name}: it is at its bound; where it would be beyond, and its standard error, the data do not tell.";
        }

        if (!IsExact(statistics) && starts.Count >= FewStarts && FitStart.CountOfBest(starts) == 1)
            yield return $"only one of {starts.Count} starts came to this minimum: there may be a better one. More starts (--starts) or narrower bounds (--bounds) tell.";
        foreach (SeriesStatistics series in statistics.Where(series => series.Rmse > Rounding * series.Spread).Where(series => series.Autocorrelation > Autocorrelated || series.RunsZ < TooManySigmas))
            yield return string.Create(CultureInfo.InvariantCulture, $"{series.Trace}, {series.Column}: residuals follow each other (correlation of neighbours {series.Autocorrelation:0.00}, runs {series.RunsZ:0.0} standard deviations from chance): the model misses something, or the noise has a memory. Standard errors are then too small.");
        if (reducedChiSquare is > 2 or < 0.5)
            yield return string.Create(CultureInfo.InvariantCulture, $"the reduced chi-square is {reducedChiSquare:0.###}: the noise is not what --sigma says, or the model is not that of the device.");
        foreach (FitStart start in starts.Where(start => start.To is null))
            yield return $"start {start.Number} was dropped: the model cannot be integrated there ({string.Join(", ", fitted.Select((parameter, i) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Parameter.Name} {start.From[i]:G4}")))}).";
    }

    private static string Share(double share) =>
        share < 100 ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of") : string.Create(CultureInfo.InvariantCulture, $"{share:G2} times");
}
