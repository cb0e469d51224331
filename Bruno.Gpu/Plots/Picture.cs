using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>
/// A picture for print and screen: panels stacked over a common horizontal axis. It is written in any width and format; words and lines
/// keep their size, and the height follows the width.
/// </summary>
internal sealed class Picture
{
    private readonly List<PlotPanel> panels = [];
    private readonly PlotAxis horizontal;

    internal Picture(PlotAxis horizontal) => this.horizontal = horizontal;

    /// <summary>The panels, from above.</summary>
    internal IReadOnlyList<PlotPanel> Panels => panels;

    /// <summary>The common horizontal axis.</summary>
    internal PlotAxis Horizontal => horizontal;

    /// <summary>Adds a panel below the others.</summary>
    /// <param name="vertical">Its vertical axis.</param>
    /// <param name="share">The height of its area as a share of the width of the picture, at the usual width.</param>
    /// <param name="hasLegend">Whether there is a legend above it; one is enough where panels show the same series.</param>
    internal PlotPanel Add(PlotAxis vertical, double share, bool hasLegend = true)
    {
        PlotPanel panel = new(vertical, share) { HasLegend = hasLegend };
        panels.Add(panel);
        return panel;
    }

    /// <summary>Writes the picture.</summary>
    /// <param name="path">The path of its files, without the ending.</param>
    /// <param name="options">In which formats, and how wide.</param>
    /// <param name="place">Where they are; this machine's where not given.</param>
    /// <returns>The files.</returns>
    /// <exception cref="BrunoException">A file cannot be written.</exception>
    public IReadOnlyList<string> Save(string path, PictureOptions options, IFiles? place = null)
    {
        PictureLayout layout = new(this, options.WidthMillimetres);
        IReadOnlyList<string> files = options.Files(path);
        foreach ((string file, PictureFormat format) in files.Zip(options.Formats))
            AtomicFile.Write(file, stream => PictureFile.Write(format, stream, layout.Size, layout.Draw), place);
        return files;
    }

    /// <summary>The picture as the text of an SVG element, to be put into a page.</summary>
    /// <param name="widthMillimetres">Its width, mm.</param>
    /// <param name="name">What the ids in it begin with: pictures within one page must differ in it.</param>
    public string ToSvg(double widthMillimetres, string name)
    {
        PictureLayout layout = new(this, widthMillimetres);
        return PictureFile.Svg(layout.Size, layout.Draw, name);
    }
}
