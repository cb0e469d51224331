using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>Where everything of a picture is at a width, in points; and draws it.</summary>
internal sealed class PictureLayout
{
    private const float Edge = 2, TickLength = 3, MinorTickLength = 1.8f, TickGap = 2, LabelLine = 9.5f, LabelGap = 3, Right = 9, BetweenPanels = 8;

    private readonly PanelContent[] contents;
    private readonly PlotLegend[] legends;
    private readonly AxisTicks[] verticalTicks;
    private readonly IReadOnlyList<string>[] labels;
    private readonly float[] heights;
    private readonly PlotAxis horizontal;
    private readonly AxisTicks horizontalTicks;
    private readonly float left;
    private readonly double low, high;

    /// <summary>Lays a picture out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="widthMillimetres">Its width, mm, from <see cref="PictureOptions.Narrowest"/> to <see cref="PictureOptions.Widest"/>.</param>
    public PictureLayout(Picture picture, double widthMillimetres)
    {
        if (!(widthMillimetres is >= PictureOptions.Narrowest and <= PictureOptions.Widest))
            throw new ArgumentOutOfRangeException(nameof(widthMillimetres), widthMillimetres, "A picture has no room for axes and words, or is larger than any print.");
        horizontal = picture.Horizontal;
        float width = (float)(widthMillimetres * PictureFile.PointsPerMillimetre);
        // Words take as much of a narrow picture as of a wide one: panels shrink less than the width.
        double scale = PictureOptions.UsualWidth * PictureFile.PointsPerMillimetre * Math.Sqrt(widthMillimetres / PictureOptions.UsualWidth);
        contents = [.. picture.Panels.Select(panel => new PanelContent(panel, horizontal))];
        heights = [.. picture.Panels.Select(panel => (float)(panel.Share * scale))];
        (low, high) = horizontal.Range([.. contents.SelectMany(content => content.Series.SelectMany(series => series.X)
            .Concat(content.Marks.Where(mark => mark.IsVertical).Select(mark => mark.Value)))]);
        verticalTicks = [.. contents.Zip(heights, (content, height) => AxisTicks.Of(content.Panel.Axis, new(content.Low, content.High, height, IsHorizontal: false)))];
        labels = [.. contents.Zip(heights, (content, height) => PictureText.Lines(content.Panel.Axis.Label, PictureText.LabelSize, height, most: 2))];
        float widest = verticalTicks.SelectMany(ticks => ticks.Major).Select(tick => PictureText.Width(tick.Label, PictureText.SmallSize)).Append(0).Max();
        left = Edge + labels.Max(lines => lines.Count) * LabelLine + LabelGap + widest + TickGap + TickLength;
        horizontalTicks = AxisTicks.Of(horizontal, new(low, high, width - left - Right, IsHorizontal: true));
        legends = [.. contents.Select(content => new PlotLegend(content, width - left - Right))];
        Size = new(width, Edge + contents.Select((_, i) => HeightOf(i)).Sum());
    }

    /// <summary>Width and height, points.</summary>
    public SKSize Size { get; }

    /// <summary>Draws the picture.</summary>
    public void Draw(SKCanvas canvas)
    {
        using (SKPaint white = new() { Color = SKColors.White })
            canvas.DrawRect(0, 0, Size.Width, Size.Height, white);
        float top = Edge;
        for (int i = 0; i < contents.Length; ++i)
        {
            SKRect area = new(left, top + Math.Max(legends[i].Height, BetweenPanels), Size.Width - Right, 0);
            area.Bottom = area.Top + heights[i];
            DrawArea(canvas, i, area);
            legends[i].Draw(canvas, left, top);
            DrawWords(canvas, i, area);
            top += HeightOf(i);
        }
    }

    private bool IsLast(int panel) => panel == contents.Length - 1;

    private float HeightOf(int panel) => Math.Max(legends[panel].Height, BetweenPanels) + heights[panel] + TickLength
        + (IsLast(panel) ? TickGap + PictureText.SmallSize + LabelGap + LabelLine + Edge : 0);

    private void DrawArea(SKCanvas canvas, int panel, SKRect area)
    {
        PanelContent content = contents[panel];
        Plot plot = new();
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.1);
        plot.Grid.MajorLineWidth = 0.5f;
        plot.HideLegend();
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.FrameLineStyle.Width = 0.6f;
            axis.MajorTickStyle.Length = TickLength;
            axis.MajorTickStyle.Width = 0.6f;
            axis.MinorTickStyle.Length = MinorTickLength;
            axis.MinorTickStyle.Width = 0.5f;
        }

        plot.Axes.Left.TickGenerator = Ticks(verticalTicks[panel]);
        plot.Axes.Bottom.TickGenerator = Ticks(horizontalTicks);
        PanelDrawing.Draw(plot, content);
        plot.Axes.SetLimits(low, high, content.Low, content.High);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        // Room for the ticks around the area.
        PixelPadding padding = new(TickLength + 1, Right, TickLength + 1, BetweenPanels);
        plot.Layout.Fixed(padding);
        PixelRect whole = new(area.Left - padding.Left, area.Right + padding.Right, area.Bottom + padding.Bottom, area.Top - padding.Top);
        // What is drawn for the first time is drawn twice.
        using (SKNoDrawCanvas nowhere = new((int)Size.Width, (int)Size.Height))
            plot.Render(nowhere, whole);
        plot.Render(canvas, whole);
    }

    private void DrawWords(SKCanvas canvas, int panel, SKRect area)
    {
        PanelContent content = contents[panel];
        foreach ((double place, string label) in verticalTicks[panel].Major)
        {
            float y = area.Bottom - (float)((place - content.Low) / (content.High - content.Low)) * area.Height;
            PictureText.Draw(canvas, label, area.Left - TickLength - TickGap, y, PictureText.SmallSize, 1);
        }

        canvas.Save();
        canvas.RotateDegrees(-90);
        for (int line = 0; line < labels[panel].Count; ++line)
            PictureText.Draw(canvas, labels[panel][line], -area.MidY, Edge + (line + 0.5f) * LabelLine, PictureText.LabelSize, 0.5f);
        canvas.Restore();
        if (!IsLast(panel))
            return;

        float middle = area.Bottom + TickLength + TickGap + PictureText.SmallSize / 2;
        foreach ((double place, string label) in horizontalTicks.Major)
        {
            float x = area.Left + (float)((place - low) / (high - low)) * area.Width, half = PictureText.Width(label, PictureText.SmallSize) / 2;
            PictureText.Draw(canvas, label, Math.Min(x, Size.Width - Edge - half), middle, PictureText.SmallSize, 0.5f);
        }

        PictureText.Draw(canvas, horizontal.Label, area.MidX, middle + PictureText.SmallSize / 2 + LabelGap + LabelLine / 2, PictureText.LabelSize, 0.5f);
    }

    private static NumericManual Ticks(AxisTicks ticks) =>
        new([.. ticks.Major.Select(tick => Tick.Major(tick.Place, "")), .. ticks.Minor.Select(Tick.Minor)]);
}
