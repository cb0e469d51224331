using System.Globalization;
using Bruno.Gpu.Fitting;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a fit, for people and as plain values.</summary>
internal static class FitReportView
{
    /// <summary>Writes tables and warnings.</summary>
    public static void Write(FitResult result)
    {
        if (!result.IsNear || !result.IsConverged)
            Console.Out.WriteLine(result.IsNear ? "Not converged: what follows is where the fit stopped, no minimum. See the warnings below." : "No fit: the model did not come near the data, and its parameters say nothing. See the warnings below.");
        Table parameters = new Table().Title(Markup.Escape($"{result.Model}, fitted to {result.Statistics.Sum(series => series.Points)} measured numbers"))
            .AddColumns("parameter", "value", "standard error", "relative", "unit", "start", "scale");
        foreach (FittedParameter parameter in result.Parameters)
        {
            bool isKnown = double.IsFinite(parameter.StandardError);
            parameters.AddRow(
                parameter.Parameter.Name, Figure(parameter.Value, 6), isKnown ? Figure(parameter.StandardError, 2) : "not determined",
                isKnown ? Format.Percent(parameter.RelativeError) : "-", Markup.Escape(parameter.Parameter.Parameter.Unit),
                Figure(parameter.Parameter.Start, 4), parameter.Parameter.IsLogarithmic ? "logarithmic" : "linear");
        }

        AnsiConsole.Write(parameters);
        Table residuals = new Table().Title("Residuals").AddColumns("trace", "column", "points", "rms", "unit", "reduced chi-square", "neighbours", "runs");
        foreach (SeriesStatistics series in result.Statistics)
        {
            residuals.AddRow(
                Markup.Escape(series.Trace), Markup.Escape(series.Column), Format.Number(series.Points), Figure(series.Rmse, 4), Markup.Escape(series.Unit),
                series.ReducedChiSquare is double chi ? Figure(chi, 4) : "-", series.Autocorrelation.ToString("F2", CultureInfo.InvariantCulture),
                series.RunsZ.ToString("F1", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(residuals);
        if (result.Parameters.Count > 1)
            AnsiConsole.Write(Correlation(result));
        if (result.Starts.Count > 1)
            Console.Out.WriteLine($"{FitStart.CountOfBest(result.Starts)} of {result.Starts.Count} starts came to this minimum, the best is of start {result.Best.Number} ({result.Best.Iterations} steps).");
        foreach (string warning in result.Warnings)
            Console.Out.WriteLine($"Warning: {warning}");
    }

    /// <summary>The same as plain values.</summary>
    public static object ForJson(FitResult result, string card, string correlation, IReadOnlyList<string> pictures) => new
    {
        result.Model,
        Parameters = result.Parameters.Select(parameter => new
        {
            parameter.Parameter.Name, parameter.Value, parameter.StandardError, parameter.Parameter.Parameter.Unit, parameter.Parameter.Start,
            Logarithmic = parameter.Parameter.IsLogarithmic,
        }),
        Correlation = Enumerable.Range(0, result.Parameters.Count).Select(i => result.Correlation.Row(i).ToArray()),
        result.ChiSquare,
        result.DegreesOfFreedom,
        Near = result.IsNear,
        Converged = result.IsConverged,
        NoiseKnown = result.IsNoiseKnown,
        Residuals = result.Statistics,
        Starts = result.Starts.Select(start => new { start.Number, start.From, start.To, start.SumOfSquares, start.Iterations, Converged = start.HasConverged }),
        Files = result.Files.Select(file => new { file.Path, file.Sha256 }),
        result.Warnings,
        Card = card,
        CorrelationTable = correlation,
        Picture = pictures[0],
        Pictures = pictures,
    };

    private static Table Correlation(FitResult result)
    {
        Table table = new Table().Title("Correlation of errors").AddColumn("");
        foreach (FittedParameter parameter in result.Parameters)
            table.AddColumn(parameter.Parameter.Name);
        for (int i = 0; i < result.Parameters.Count; ++i)
        {
            table.AddRow(
            [
                result.Parameters[i].Parameter.Name,
                .. result.Correlation.Row(i).Select(value => double.IsFinite(value) ? value.ToString("F3", CultureInfo.InvariantCulture) : "-"),
            ]);
        }

        return table;
    }

    private static string Figure(double value, int digits) => value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}
