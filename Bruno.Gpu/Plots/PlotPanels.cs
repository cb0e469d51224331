using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using ScottPlot;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>Panels stacked over a common horizontal axis, drawn alike into PNG and SVG.</summary>
internal sealed class PlotPanels
{
    private const float LeftAxisWidth = 80;
    private const float LabelInset = 6;
    private const float SharedAxisHeight = 16;
    private const float LastAxisHeight = 52;
    private const float Width = 760;
    private const float PngScale = 2;

    /// <summary>The columns of pixels of the data area, more than which no curve can show.</summary>
    public const int Columns = (int)(Width * PngScale);

    // The palette of Okabe and Ito: told apart in print and by colour-blind readers.
    public static readonly Color Blue = Color.FromHex("#0072B2");
    public static readonly Color Orange = Color.FromHex("#D55E00");
    public static readonly Color Green = Color.FromHex("#009E73");
    public static readonly Color Purple = Color.FromHex("#AA4499");
    public static readonly Color Grey = Color.FromHex("#555555");

    private static readonly string[] PreferredFonts = ["Helvetica", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans"];

    // What the system calls its default may have serifs.
    private static readonly string FontName =
        PreferredFonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? Fonts.Sans;

    private readonly List<(Plot Plot, float Height)> panels = [];
    private readonly string horizontalLabel;

    public PlotPanels(string horizontalLabel) => this.horizontalLabel = horizontalLabel;

    /// <summary>Adds a panel below the others.</summary>
    /// <param name="label">The quantity and its unit.</param>
    /// <param name="height">The height of the data area, in pixels of a screen.</param>
    public Plot Add(string label, float height)
    {
        Plot plot = new();
        plot.Font.Set(FontName);
        plot.Axes.Left.Label.Text = label;
        plot.Axes.Left.Label.FontSize = 15;
        plot.Axes.Left.Label.OffsetX = LabelInset;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.MinimumSize = LeftAxisWidth;
        plot.Axes.Left.MaximumSize = LeftAxisWidth;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Axes.Right.MinimumSize = 20;
        plot.Axes.Top.MinimumSize = 10;
        plot.Axes.Top.MaximumSize = 10;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.Legend.FontSize = 13;
        plot.Legend.OutlineColor = Colors.Black.WithAlpha(0.25);
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.White.WithAlpha(0.85);
        panels.Add((plot, height));
        return plot;
    }

    /// <summary>Sets the horizontal range of all panels.</summary>
    public void SetRange(double from, double to)
    {
        foreach ((Plot plot, _) in panels)
            plot.Axes.SetLimitsX(from, to);
    }

    /// <summary>Writes the figure, as SVG where the path ends in .svg and as PNG where it ends in .png.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">Where it is; this machine's where not given.</param>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public void Save(string path, IFiles? files = null)
    {
        bool isVector = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => true,
            ".png" => false,
            string other => throw new BrunoException(
                ExitCode.Usage, $"A plot is saved as .png or .svg, not as '{other}': '{path}'."),
        };

        for (int i = 0; i < panels.Count; i++)
        {
            bool isLast = i == panels.Count - 1;
            IXAxis axis = panels[i].Plot.Axes.Bottom;
            axis.MinimumSize = axis.MaximumSize = isLast ? LastAxisHeight : SharedAxisHeight;
            axis.TickLabelStyle.IsVisible = isLast;
            if (isLast)
            {
                axis.Label.Text = horizontalLabel;
                axis.Label.FontSize = 15;
                axis.Label.Bold = false;
            }
        }

        float height = panels.Select((panel, i) => TotalHeight(i)).Sum();
        AtomicFile.Write(path, stream =>
        {
            if (isVector)
            {
                using SKManagedWStream output = new(stream);
                using SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, height), output);
                Draw(canvas);
            }
            else
            {
                using SKSurface surface = SKSurface.Create(new SKImageInfo((int)(Width * PngScale), (int)(height * PngScale)));
                surface.Canvas.Clear(SKColors.White);
                surface.Canvas.Scale(PngScale);
                Draw(surface.Canvas);
                using SKImage image = surface.Snapshot();
                using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
                data.SaveTo(stream);
            }
        }, files);
    }

    private float TotalHeight(int panel) =>
        panels[panel].Height + 10 + (panel == panels.Count - 1 ? LastAxisHeight : SharedAxisHeight);

    private void Draw(SKCanvas canvas)
    {
        float top = 0;
        for (int i = 0; i < panels.Count; i++)
        {
            float bottom = top + TotalHeight(i);
            // A plot clears the whole canvas before it draws, the other panels with it.
            canvas.Save();
            canvas.ClipRect(new SKRect(0, top, Width, bottom));
            panels[i].Plot.Render(canvas, new PixelRect(0, Width, bottom, top));
            canvas.Restore();
            top = bottom;
        }
    }
}
