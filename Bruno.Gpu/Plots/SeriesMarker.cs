namespace Bruno.Gpu.Plots;

/// <summary>The shapes of markers, each told from the others without colour.</summary>
internal enum SeriesMarker
{
    Circle,
    Square,
    TriangleUp,
    Diamond,
    Cross,
    TriangleDown,
    Plus,
    Star,
    TriangleLeft,
    Pentagon,
    TriangleRight,
    Hourglass,
}
