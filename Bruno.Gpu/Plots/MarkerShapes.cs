using ScottPlot;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>Draws a marker: filled, or open with a white inside.</summary>
/// <param name="marker">Its shape.</param>
/// <param name="isOpen">Whether it is open.</param>
internal sealed class MarkerShapes(SeriesMarker marker, bool isOpen) : IMarker
{
    /// <summary>Smaller ones are crowds, whose edges would wash them out.</summary>
    private const float LeastEdged = 3;

    /// <inheritdoc/>
    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle) =>
        Draw(canvas, center.X, center.Y, size, markerStyle.FillColor);

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where on.</param>
    /// <param name="x">Its middle, horizontally.</param>
    /// <param name="y">Its middle, vertically.</param>
    /// <param name="size">The diameter of a circle; others look as large.</param>
    /// <param name="color">Its colour.</param>
    public void Draw(SKCanvas canvas, float x, float y, float size, Color color)
    {
        using SKPath path = Outline(size / 2);
        path.Transform(SKMatrix.CreateTranslation(x, y));
        using SKPaint fill = new() { Color = isOpen ? SKColors.White : new SKColor(color.Red, color.Green, color.Blue, color.Alpha), IsAntialias = true };
        canvas.DrawPath(path, fill);
        if (!isOpen && size < LeastEdged)
            return;
        using SKPaint edge = new()
        {
            // The white edge parts a marker from those under it.
            Color = isOpen ? new SKColor(color.Red, color.Green, color.Blue, color.Alpha) : SKColors.White,
            IsAntialias = true, IsStroke = true, StrokeWidth = size * (isOpen ? 0.2f : 0.06f), StrokeJoin = SKStrokeJoin.Miter,
        };
        canvas.DrawPath(path, edge);
    }

    private SKPath Outline(float radius) => marker switch
    {
        SeriesMarker.Circle => Circle(radius),
        SeriesMarker.Square => Polygon(radius * 1.2f, 4, 45),
        SeriesMarker.Diamond => Polygon(radius * 1.3f, 4, 0),
        SeriesMarker.TriangleUp => Polygon(radius * 1.3f, 3, 0),
        SeriesMarker.TriangleDown => Polygon(radius * 1.3f, 3, 180),
        SeriesMarker.TriangleLeft => Polygon(radius * 1.3f, 3, 270),
        SeriesMarker.TriangleRight => Polygon(radius * 1.3f, 3, 90),
        SeriesMarker.Pentagon => Polygon(radius * 1.15f, 5, 0),
        SeriesMarker.Star => Star(radius * 1.4f),
        SeriesMarker.Plus => Plus(radius * 1.15f, 0),
        SeriesMarker.Cross => Plus(radius * 1.25f, 45),
        SeriesMarker.Hourglass => Hourglass(radius),
        _ => throw new ArgumentOutOfRangeException(nameof(marker)),
    };

    private static SKPath Circle(float radius)
    {
        SKPath path = new();
        path.AddCircle(0, 0, radius);
        return path;
    }

    /// <summary>A regular polygon; the first corner is above, turned clockwise by an angle in degrees.</summary>
    private static SKPath Polygon(float radius, int corners, float degrees) =>
        Through(Enumerable.Range(0, corners).Select(i => At(radius, degrees + 360f * i / corners)));

    private static SKPath Star(float radius) =>
        Through(Enumerable.Range(0, 10).Select(i => At(i % 2 == 0 ? radius : radius * 0.42f, 36f * i)));

    private static SKPath Plus(float reach, float degrees)
    {
        float half = reach * 0.32f;
        SKPath path = Through([
            new(-half, -reach), new(half, -reach), new(half, -half), new(reach, -half), new(reach, half), new(half, half),
            new(half, reach), new(-half, reach), new(-half, half), new(-reach, half), new(-reach, -half), new(-half, -half),
        ]);
        path.Transform(SKMatrix.CreateRotationDegrees(degrees));
        return path;
    }

    private static SKPath Hourglass(float reach) =>
        Through([new(-reach, -reach), new(reach, -reach), new(reach * 0.2f, 0), new(reach, reach), new(-reach, reach), new(-reach * 0.2f, 0)]);

    private static SKPoint At(float radius, float degrees)
    {
        (float sine, float cosine) = MathF.SinCos(degrees * MathF.PI / 180);
        return new(radius * sine, -radius * cosine);
    }

    private static SKPath Through(IEnumerable<SKPoint> corners)
    {
        SKPath path = new();
        path.AddPoly([.. corners]);
        return path;
    }
}
