using System.Xml.Linq;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Charts;

/// <summary>
/// A chart as inline SVG: axes with ticks and grid, and what is drawn over them. Colours are classes (s0 to s11 for series) that the style of the page
/// gives for light, dark and print.
/// </summary>
internal sealed class Chart
{
    /// <summary>Series that colours and dashes tell apart.</summary>
    public const int MostSeries = 12;

    private const double Right = 12, Top = 10, Bottom = 44;

    private readonly string title;
    private readonly double width, height, left;
    private readonly XElement marks = E("g");
    private readonly XElement over = E("g");
    private readonly bool hasGrid;

    /// <summary>An empty chart.</summary>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="height">Its height, of a width of 480.</param>
    /// <param name="width">Its width.</param>
    /// <param name="hasGrid">Whether lines go through ticks.</param>
    public Chart(string title, ChartAxis x, ChartAxis y, double height = 300, double width = 480, bool hasGrid = true)
    {
        (this.title, X, Y, this.height, this.width, this.hasGrid) = (title, x, y, height, width, hasGrid);
        left = 30 + 6.6 * Math.Min(24, y.Ticks.Select(tick => tick.Text.Length).DefaultIfEmpty(1).Max());
    }

    /// <summary>The horizontal axis.</summary>
    public ChartAxis X { get; }

    /// <summary>The vertical axis.</summary>
    public ChartAxis Y { get; }

    /// <summary>The class of a series; below 0, of all that have no colour of their own.</summary>
    public static string ClassOf(int series) => series < 0 ? "rest" : $"s{series % MostSeries}";

    /// <summary>Where a value is, from the left.</summary>
    public double AtX(double value) => left + X.Share(value) * (width - left - Right);

    /// <summary>Where a value is, from the top.</summary>
    public double AtY(double value) => height - Bottom - Y.Share(value) * (height - Bottom - Top);

    /// <summary>Draws something that is cut where the axes end.</summary>
    public void Add(XElement mark) => marks.Add(mark);

    /// <summary>Draws something that is not cut.</summary>
    public void AddOver(XElement mark) => over.Add(mark);

    /// <summary>A line through points; it is broken where a value is not finite.</summary>
    public XElement Line(IReadOnlyList<(double X, double Y)> points, string classes = "line")
    {
        System.Text.StringBuilder path = new();
        bool isOpen = false;
        foreach ((double x, double y) in points)
        {
            bool isThere = double.IsFinite(x) && double.IsFinite(y);
            if (isThere)
                path.Append(isOpen ? 'L' : 'M').Append(Number(AtX(x))).Append(' ').Append(Number(AtY(y)));
            isOpen = isThere;
        }

        return E("path", A("class", classes), A("d", path.ToString()));
    }

    /// <summary>A band between two lines.</summary>
    public XElement Band(IReadOnlyList<(double X, double Lower, double Upper)> points)
    {
        IEnumerable<string> there = points.Select(point => $"{Number(AtX(point.X))} {Number(AtY(point.Upper))}");
        IEnumerable<string> back = points.Reverse().Select(point => $"{Number(AtX(point.X))} {Number(AtY(point.Lower))}");
        return E("path", A("class", "band"), A("d", $"M{string.Join('L', there.Concat(back))}Z"));
    }

    /// <summary>A marker, whose shape goes with its series.</summary>
    public XElement Marker(double x, double y, int series, string tip, double size = 4.2) => MarkerAt(AtX(x), AtY(y), series, size, tip);

    /// <summary>A rectangle between two corners.</summary>
    public XElement Box(double x0, double y0, double x1, double y1, string classes, string? tip = null) => E(
        "rect", A("class", classes), A("x", Math.Min(AtX(x0), AtX(x1))), A("y", Math.Min(AtY(y0), AtY(y1))),
        A("width", Math.Abs(AtX(x1) - AtX(x0))), A("height", Math.Abs(AtY(y1) - AtY(y0))), tip is null ? null : E("title", tip));

    /// <summary>A text at a place.</summary>
    public XElement Text(double x, double y, string text, string anchor = "middle", string classes = "note-in", double dx = 0, double dy = 4) =>
        E("text", A("class", classes), A("x", AtX(x) + dx), A("y", AtY(y) + dy), A("text-anchor", anchor), text);

    /// <summary>A marker somewhere on a drawing: circle, square, diamond or triangle, filled for the first six series and hollow for the others.</summary>
    public static XElement MarkerAt(double x, double y, int series, double size, string? tip)
    {
        string path = (series % 4) switch
        {
            0 => $"M{Number(x - size)} {Number(y)}a{Number(size)} {Number(size)} 0 1 0 {Number(2 * size)} 0a{Number(size)} {Number(size)} 0 1 0 {Number(-2 * size)} 0Z",
            1 => $"M{Number(x - 0.9 * size)} {Number(y - 0.9 * size)}h{Number(1.8 * size)}v{Number(1.8 * size)}h{Number(-1.8 * size)}Z",
            2 => $"M{Number(x)} {Number(y - 1.25 * size)}L{Number(x + 1.25 * size)} {Number(y)}L{Number(x)} {Number(y + 1.25 * size)}L{Number(x - 1.25 * size)} {Number(y)}Z",
            _ => $"M{Number(x)} {Number(y - 1.1 * size)}L{Number(x + 1.1 * size)} {Number(y + 0.9 * size)}H{Number(x - 1.1 * size)}Z",
        };
        return E("path", A("class", series % MostSeries < 6 ? "mark" : "mark hollow"), A("d", path), tip is null ? null : E("title", tip));
    }

    /// <summary>The drawing.</summary>
    public XElement ToElement()
    {
        XElement svg = E("svg", A("viewBox", $"0 0 {Number(width)} {Number(height)}"), A("role", "img"), E("title", title));
        double bottom = height - Bottom, right = width - Right;
        foreach ((double value, string text) in X.Ticks)
        {
            double at = AtX(value);
            if (hasGrid)
                svg.Add(E("line", A("class", "grid"), A("x1", at), A("x2", at), A("y1", Top), A("y2", bottom)));
            svg.Add(E("text", A("class", "tick"), A("x", at), A("y", bottom + 15), A("text-anchor", "middle"), text));
        }

        foreach ((double value, string text) in Y.Ticks)
        {
            double at = AtY(value);
            if (hasGrid)
                svg.Add(E("line", A("class", "grid"), A("x1", left), A("x2", right), A("y1", at), A("y2", at)));
            svg.Add(E("text", A("class", "tick"), A("x", left - 6), A("y", at + 4), A("text-anchor", "end"), Shortened(text)));
        }

        svg.Add(E("svg", A("x", left), A("y", Top), A("width", right - left), A("height", bottom - Top), A("viewBox", $"{Number(left)} {Number(Top)} {Number(right - left)} {Number(bottom - Top)}"), marks));
        svg.Add(over, E("path", A("class", "axis"), A("d", $"M{Number(left)} {Number(Top)}V{Number(bottom)}H{Number(right)}")));
        svg.Add(E("text", A("class", "label"), A("x", (left + right) / 2), A("y", height - 8), A("text-anchor", "middle"), X.Label));
        svg.Add(E(
            "text", A("class", "label"), A("x", 13), A("y", (Top + bottom) / 2), A("text-anchor", "middle"), A("transform", $"rotate(-90 13 {Number((Top + bottom) / 2)})"), Y.Label));
        return svg;
    }

    private static string Shortened(string text) => text.Length > 26 ? text[..25] + "…" : text;
}
