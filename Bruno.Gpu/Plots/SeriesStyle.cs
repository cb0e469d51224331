using ScottPlot;

namespace Bruno.Gpu.Plots;

/// <summary>How a series looks.</summary>
/// <param name="Color">The colour of line and markers.</param>
/// <param name="Pattern">The dashes of the line.</param>
/// <param name="Marker">The shape of the markers.</param>
internal readonly record struct SeriesStyle(Color Color, LinePattern Pattern, SeriesMarker Marker)
{
    private static readonly LinePattern Dashed = new([5, 2], 0, "dashed");
    private static readonly LinePattern DashDotted = new([6, 2, 1.2f, 2], 0, "dash-dotted");

    private static readonly string[] Colors =
    [
        "#0072B2", "#E69F00", "#009E73", "#332288",
        "#D55E00", "#56B4E9", "#882255", "#000000",
        "#CC79A7", "#117733", "#661100", "#88CCEE",
    ];

    /// <summary>
    /// Twelve styles, told apart on a screen, by the colour-blind and in grey. The colours are those of Okabe and Ito (Color universal
    /// design, 2008) and of Tol's "muted" and older scheme (Colour schemes, SRON/EPS/TN/09-002, 2021); the four of a kind of dash differ in
    /// lightness, so that lines without markers are told apart as well.
    /// </summary>
    public static IReadOnlyList<SeriesStyle> All { get; } =
        [.. Colors.Select((color, i) => new SeriesStyle(Color.FromHex(color), PatternOf(i / 4), (SeriesMarker)i))];

    /// <summary>What is no series of its own: measured points, limits, references.</summary>
    public static SeriesStyle Neutral { get; } = new(Color.FromHex("#555555"), LinePattern.Solid, SeriesMarker.Circle);

    /// <summary>The style of a series.</summary>
    /// <param name="index">Which one it is, from 0; after twelve they begin again.</param>
    public static SeriesStyle Of(int index) => All[index % All.Count];

    private static LinePattern PatternOf(int kind) => kind switch
    {
        0 => LinePattern.Solid,
        1 => Dashed,
        _ => DashDotted,
    };
}
