using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Fitting;

/// <summary>What was measured, what the model says, and the difference, over time: two panels a measured column, traces one after the other.</summary>
internal static class FitPlot
{
    private const int MostColumns = 12;

    /// <summary>The picture; of more measured columns than it has room for it says how many are left out.</summary>
    /// <param name="result">The fit.</param>
    public static Picture Of(FitResult result)
    {
        Picture picture = new(new("Time since the start of the trace (ms)") { Margin = 0.01 });
        (MeasuredTrace Trace, MeasuredSeries Series, double[] Fitted)[] all =
            [.. result.Traces.SelectMany(entry => entry.Trace.Series.Select((series, i) => (entry.Trace, series, entry.Fitted[i])))];
        foreach ((MeasuredTrace trace, MeasuredSeries series, double[] fitted) in all.Take(MostColumns))
        {
            double[] milliseconds = [.. trace.Seconds.Select(time => (time - trace.Seconds[0]) * 1e3)];
            PlotPanel panel = picture.Add(new(series.Unit.Length > 0 ? $"{series.Symbol} ({series.Unit})" : series.Symbol), 0.24);
            PlotSeries measured = new($"{Path.GetFileName(trace.Path)}{(trace.Neuron is int neuron ? $", neuron {neuron}" : "")}", milliseconds, series.Values, SeriesStyle.Neutral);
            panel.Add(CurveThinning.Thin(measured) with { HasLine = false, MostMarkers = int.MaxValue, MarkerSize = 2 });
            panel.Add(new("fit", milliseconds, fitted, SeriesStyle.Of(0)) { MostMarkers = 0, LineWidth = 1 });
            double[] residuals = [.. series.Values.Zip(fitted, (value, said) => value - said)];
            picture.Add(new("residual"), 0.12).Add(new("", milliseconds, residuals, SeriesStyle.Of(3)) { MostMarkers = 0, LineWidth = 0.8f });
        }

        if (all.Length > MostColumns)
            picture.Panels[0].Note($"the first {MostColumns} of {all.Length} measured columns");
        return picture;
    }
}
