using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Statistics;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Charts;

/// <summary>The kinds of charts of a report.</summary>
internal static class ChartKinds
{
    private const int Columns = 150;

    /// <summary>Curves of means with bands of a standard deviation.</summary>
    public static XElement Curves(string title, string x, string y, IReadOnlyList<ChartSeries> series, double least = double.NegativeInfinity, double most = double.PositiveInfinity, double width = 480)
    {
        ChartAxis ofX = ChartAxis.Of(x, series.SelectMany(one => one.Points.Select(point => point.X)), isWhole: true, room: 0.02);
        ChartAxis ofY = ChartAxis.Of(y, series.SelectMany(one => one.Points.SelectMany(point => new[] { point.Mean - point.Deviation, point.Mean + point.Deviation })), least: least, most: most);
        Chart chart = new(title, ofX, ofY, height: Math.Min(300, 0.72 * width), width);
        foreach (ChartSeries one in series)
        {
            XElement group = E("g", A("class", Chart.ClassOf(one.Number)), E("title", one.Name));
            if (one.Points.Any(point => point.Deviation > 0))
                group.Add(chart.Band([.. one.Points.Select(point => (point.X, point.Mean - point.Deviation, point.Mean + point.Deviation))]));
            chart.Add(group);
        }

        foreach (ChartSeries one in series)
        {
            XElement group = E("g", A("class", Chart.ClassOf(one.Number)), chart.Line([.. one.Points.Select(point => (point.X, point.Mean))]));
            // A few markers, staggered, tell series apart in grey print.
            int every = Math.Max(1, (int)Math.Ceiling(one.Points.Count / 8.0));
            for (int i = one.Number % every; i < one.Points.Count; i += every)
                group.Add(chart.Marker(one.Points[i].X, one.Points[i].Mean, one.Number, TipOf(one.Name, x, one.Points[i].X, y, one.Points[i].Mean, one.Points[i].Deviation), 3.2));
            chart.Add(group);
        }

        return chart.ToElement();
    }

    /// <summary>Points with error bars, those of a series joined where that is wanted; of the Pareto front, a line of steps.</summary>
    public static XElement Points(
        string title, ChartAxis x, ChartAxis y, IReadOnlyList<ChartPoint> points, bool areJoined = false, IReadOnlyList<int>? front = null, bool isMoreBetter = true)
    {
        Chart chart = new(title, x, y);
        if (front is { Count: > 0 })
        {
            List<(double X, double Y)> steps = [(points[front[0]].X, isMoreBetter ? y.From : y.To)];
            foreach (int i in front)
                steps.AddRange([(points[i].X, steps[^1].Y), (points[i].X, points[i].Y)]);
            steps.Add((x.To, steps[^1].Y));
            chart.Add(chart.Line(steps, "front"));
        }

        foreach (IGrouping<int, ChartPoint> group in points.GroupBy(point => point.Series))
        {
            XElement series = E("g", A("class", Chart.ClassOf(group.Key)));
            if (areJoined && group.Count() > 1)
                series.Add(chart.Line([.. group.OrderBy(point => point.X).Select(point => (point.X, point.Y))]));
            foreach (ChartPoint point in group)
            {
                if (point.DeviationY > 0)
                    series.Add(chart.Line([(point.X, point.Y - point.DeviationY), (point.X, point.Y + point.DeviationY)], "bar"));
                if (point.DeviationX > 0)
                    series.Add(chart.Line([(Math.Max(point.X - point.DeviationX, x.From), point.Y), (point.X + point.DeviationX, point.Y)], "bar"));
                series.Add(chart.Marker(point.X, point.Y, point.Series, TipOf(point.Name, x.Label, point.X, y.Label, point.Y, point.DeviationY), 5));
            }

            chart.Add(series);
        }

        return chart.ToElement();
    }

    /// <summary>Differences with their confidence intervals, a row each, and a line where there is none.</summary>
    public static XElement Differences(string title, string x, IReadOnlyList<(string Name, double Mean, ConfidenceInterval? Interval)> rows)
    {
        ChartAxis ofX = ChartAxis.Of(x, rows.SelectMany(row => new[] { row.Mean, row.Interval?.Lower ?? row.Mean, row.Interval?.Upper ?? row.Mean }).Append(0));
        (string Name, double Mean, ConfidenceInterval? Interval)[] fromBelow = [.. rows.Reverse()];
        Chart chart = new(title, ofX, ChartAxis.OfNames("", [.. fromBelow.Select((_, i) => (rows.Count - i).ToString(CultureInfo.InvariantCulture))]), 60 + 36 * rows.Count);
        chart.Add(chart.Line([(0, -0.5), (0, rows.Count - 0.5)], "zero"));
        for (int i = 0; i < fromBelow.Length; ++i)
        {
            (string name, double mean, ConfidenceInterval? interval) = fromBelow[i];
            XElement group = E("g", A("class", Chart.ClassOf(interval?.Holds(0) == false ? 0 : 5)));
            if (interval is not null)
                group.Add(chart.Line([(interval.Lower, i), (interval.Upper, i)], "bar"));
            group.Add(chart.Marker(mean, i, interval?.Holds(0) == false ? 0 : 5, name, 4.5));
            chart.Add(group);
            chart.Add(chart.Text(ofX.From, i, name, "start", dx: 8, dy: -8));
        }

        return chart.ToElement();
    }

    /// <summary>How many values are in each of some bins, or at each of their levels where they have few.</summary>
    public static XElement Histogram(string title, string x, string y, IReadOnlyList<double> values, int series, int bins = 48)
    {
        double low = values.Min(), high = values.Max();
        double[] distinct = [.. values.Distinct().Take(bins + 1)];
        double range = high > low ? high - low : Math.Max(Math.Abs(high), 1e-12);
        (double from, double to) = (low - 0.02 * range, high + 0.02 * range);
        // Quantised values stand at their levels; a bin between two levels would be empty, and one with two of them twice as high.
        bool areLevels = distinct.Length <= bins && distinct.Length < values.Count;
        double width = areLevels && distinct.Length > 1 ? 0.35 * distinct.Order().Zip(distinct.Order().Skip(1), (a, b) => b - a).Min() : (to - from) / bins;
        (double From, double To, int Count)[] bars = areLevels
            ? [.. values.CountBy(value => value).OrderBy(entry => entry.Key).Select(entry => (entry.Key - width, entry.Key + width, entry.Value))]
            : [.. Enumerable.Range(0, bins).Select(bin => (from + bin * width, from + (bin + 1) * width, values.Count(value => Math.Clamp((int)((value - from) / width), 0, bins - 1) == bin)))];
        Chart chart = new(title, ChartAxis.Of(x, bars.SelectMany(bar => new[] { bar.From, bar.To })), ChartAxis.Linear(y, 0, 1.06 * bars.Max(bar => bar.Count), isWhole: true), 210, 300);
        XElement group = E("g", A("class", Chart.ClassOf(series)));
        foreach ((double begin, double end, int count) in bars.Where(bar => bar.Count > 0))
            group.Add(chart.Box(begin, 0, end, count, "fill", string.Create(CultureInfo.InvariantCulture, $"{(begin + end) / 2:G4}: {count}")));
        chart.Add(group);
        return chart.ToElement();
    }

    /// <summary>How often each class was taken for each: rows are classes, shares of a row are shades.</summary>
    public static XElement Confusion(string title, IReadOnlyList<string> names, int[,] counts)
    {
        int classes = names.Count;
        string[] shown = [.. names.Select(name => name.Length > 8 ? name[..7] + "…" : name)];
        int every = Math.Max(1, (int)Math.Ceiling(classes / 40.0));
        string[] ticks = [.. shown.Select((name, i) => i % every == 0 ? name : "")];
        bool areLong = shown.Max(name => name.Length) * classes > 64;
        Chart chart = new(
            title, ChartAxis.OfNames("predicted", areLong ? [.. ticks.Select((name, i) => classes > 20 && name.Length > 2 ? "" : name)] : ticks),
            ChartAxis.OfNames("class", [.. ticks.Reverse()]), 440, hasGrid: false);
        for (int row = 0; row < classes; ++row)
        {
            int sum = Enumerable.Range(0, classes).Sum(column => counts[row, column]);
            double y = classes - 1 - row;
            for (int column = 0; column < classes; ++column)
            {
                int count = counts[row, column];
                if (count == 0)
                    continue;
                double share = (double)count / sum;
                chart.Add(E("g", A("class", row == column ? "s0" : "s1"), chart.Box(
                    column - 0.48, y - 0.48, column + 0.48, y + 0.48, $"shade{(int)Math.Ceiling(share * 9)}",
                    string.Create(CultureInfo.InvariantCulture, $"{names[row]} taken for {names[column]}: {count} of {sum}"))));
                if (classes <= 12)
                    chart.Add(chart.Text(column, y, count.ToString(CultureInfo.InvariantCulture), classes: share > 0.5 ? "count strong" : "count"));
            }
        }

        return chart.ToElement();
    }

    /// <summary>Spikes over time, a row a neuron.</summary>
    public static XElement Raster(string title, string x, string y, double stepMilliseconds, int steps, int neurons, IReadOnlyList<(int Step, int Neuron)> spikes, int series)
    {
        Chart chart = new(title, ChartAxis.Linear(x, 0, steps * stepMilliseconds), ChartAxis.Linear(y, -0.5, neurons - 0.5, isWhole: true), Math.Clamp(80 + 3 * neurons, 150, 320));
        double tick = Math.Max(1, 0.8 * Math.Abs(chart.AtY(1) - chart.AtY(0)));
        System.Text.StringBuilder path = new();
        foreach ((int step, int neuron) in spikes)
            path.Append('M').Append(Number(chart.AtX((step + 0.5) * stepMilliseconds))).Append(' ').Append(Number(chart.AtY(neuron) - tick / 2)).Append('v').Append(Number(tick));
        chart.Add(E("g", A("class", Chart.ClassOf(series)), E("path", A("class", "spikes"), A("d", path.ToString()))));
        return chart.ToElement();
    }

    /// <summary>Quantities over time, thinned to what a picture can show.</summary>
    public static XElement Traces(string title, string x, string y, double[] times, IReadOnlyList<(string Name, double[] Values)> curves, double? threshold = null, double height = 200)
    {
        ChartAxis ofY = ChartAxis.Of(y, curves.SelectMany(curve => curve.Values).Concat(threshold is double level ? [level] : Array.Empty<double>()));
        Chart chart = new(title, ChartAxis.Linear(x, 0, times[^1]), ofY, height);
        if (threshold is double fires)
            chart.Add(chart.Line([(0, fires), (times[^1], fires)], "zero"));
        for (int i = 0; i < curves.Count; ++i)
        {
            PlotSeries thin = CurveThinning.Thin(new(curves[i].Name, times, curves[i].Values, SeriesStyle.Of(0)), Columns);
            chart.Add(E("g", A("class", Chart.ClassOf(i)), E("title", curves[i].Name), chart.Line([.. thin.X.Zip(thin.Y)], "line thin")));
        }

        return chart.ToElement();
    }

    /// <summary>The key of a drawing: a line with the marker of each series, and its name.</summary>
    public static XElement Legend(IEnumerable<(string Name, int Series)> entries) => Block("div", A("class", "legend"), entries.Select(entry => Block(
        "span", A("class", Chart.ClassOf(entry.Series)),
        E("svg", A("viewBox", "0 0 26 12"), A("class", "key"), E("path", A("class", "line"), A("d", "M1 6H25")), Chart.MarkerAt(13, 6, entry.Series, 3.6, null)), entry.Name)));

    private static string TipOf(string name, string x, double atX, string y, double atY, double deviation) => string.Create(
        CultureInfo.InvariantCulture, $"{name}\n{x}: {atX:G4}\n{y}: {atY:G4}{(deviation > 0 ? $" ± {deviation:G2}" : "")}");
}
