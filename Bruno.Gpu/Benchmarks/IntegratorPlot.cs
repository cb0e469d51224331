using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Bruno.Gpu.Benchmarks;

/// <summary>The error of integrators against their cost, both on logarithmic axes, a curve for each.</summary>
public static class IntegratorPlot
{
    private static readonly (string Integrator, Color Color, MarkerShape Marker)[] Styles =
    [
        ("euler", PlotPanels.Grey, MarkerShape.FilledCircle),
        ("exponential", PlotPanels.Orange, MarkerShape.FilledSquare),
        ("adaptive", PlotPanels.Blue, MarkerShape.FilledTriangleUp),
        ("rosenbrock", PlotPanels.Green, MarkerShape.FilledDiamond),
    ];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<IntegratorBenchmarkRow> rows)
    {
        PlotPanels panels = new("Rate evaluations per ms");
        Draw(panels.Add("rms error of V (V)", 240), rows, row => row.RmsV);
        Draw(panels.Add("largest error of V (V)", 240), rows, row => row.MaxV);
        double[] costs = [.. rows.Select(row => Math.Log10(row.RateEvaluationsPerMs)).Where(double.IsFinite)];
        if (costs.Length > 0)
            panels.SetRange(costs.Min() - 0.1, costs.Max() + 0.1);
        panels.Save(path);
    }

    private static void Draw(Plot plot, IReadOnlyList<IntegratorBenchmarkRow> rows, Func<IntegratorBenchmarkRow, double> error)
    {
        foreach ((string integrator, Color color, MarkerShape shape) in Styles)
        {
            IntegratorBenchmarkRow[] points =
            [
                .. rows.Where(row => row.Integrator == integrator && error(row) > 0 && row.RateEvaluationsPerMs > 0)
                    .OrderBy(row => row.RateEvaluationsPerMs),
            ];
            if (points.Length == 0)
                continue;
            double[] x = [.. points.Select(row => Math.Log10(row.RateEvaluationsPerMs))];
            double[] y = [.. points.Select(row => Math.Log10(error(row)))];
            plot.Add.ScatterLine(x, y, color).LineWidth = 2;
            Markers markers = plot.Add.Markers(x, y, shape, 7, color);
            markers.LegendText = integrator;
        }

        plot.Axes.Left.TickGenerator = Decades();
        plot.Axes.Bottom.TickGenerator = Decades();
        plot.ShowLegend(Alignment.UpperRight);
    }

    /// <summary>A tick at every power of ten of data that are logarithms.</summary>
    private static NumericAutomatic Decades() => new()
    {
        IntegerTicksOnly = true,
        LabelFormatter = exponent => exponent is >= 0 and <= 4
            ? Math.Pow(10, exponent).ToString("0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"1e{exponent:0}"),
    };
}
