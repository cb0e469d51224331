namespace Bruno.Gpu.Plots;

/// <summary>One panel of a picture: series over the picture's horizontal axis, values that are marked, and notes.</summary>
/// <param name="axis">Its vertical axis.</param>
/// <param name="share">The height of its area as a share of the width of the picture, at the usual width.</param>
internal sealed class PlotPanel(PlotAxis axis, double share)
{
    private readonly List<PlotSeries> series = [];
    private readonly List<PlotMark> marks = [];
    private readonly List<string> notes = [];

    /// <summary>The vertical axis.</summary>
    public PlotAxis Axis => axis;

    /// <summary>The height of its area as a share of the width of the picture, at the usual width.</summary>
    public double Share => share;

    /// <summary>The series, in the order in which they are drawn.</summary>
    public IReadOnlyList<PlotSeries> Series => series;

    /// <summary>Values that are marked by lines.</summary>
    public IReadOnlyList<PlotMark> Marks => marks;

    /// <summary>What is said above it.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Whether there is a legend above it; one is enough where panels show the same series.</summary>
    public bool HasLegend { get; init; } = true;

    /// <summary>Adds a series above the others.</summary>
    public void Add(PlotSeries added)
    {
        if (added.X.Count != added.Y.Count)
            throw new ArgumentException($"A series has {added.X.Count} abscissas but {added.Y.Count} values.");
        series.Add(added);
    }

    /// <summary>Marks a value.</summary>
    public void Mark(PlotMark mark) => marks.Add(mark);

    /// <summary>Says something above the panel.</summary>
    public void Note(string note) => notes.Add(note);
}
