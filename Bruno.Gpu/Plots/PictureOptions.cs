namespace Bruno.Gpu.Plots;

/// <summary>How pictures are written: in which formats, and how wide.</summary>
internal sealed record PictureOptions
{
    /// <summary>The width where nothing is said: that of a page of text, mm.</summary>
    public const double UsualWidth = 170;

    /// <summary>The least width that axes and words fit into, mm.</summary>
    public const double Narrowest = 40;

    /// <summary>The largest width, mm: that of a poster.</summary>
    public const double Widest = 1200;

    /// <summary>The file formats, one file each.</summary>
    public IReadOnlyList<PictureFormat> Formats { get; init; } = [PictureFormat.Png];

    /// <summary>The width, mm, from <see cref="Narrowest"/> to <see cref="Widest"/>. The height follows; words keep their size in points.</summary>
    public double WidthMillimetres { get; init; } = UsualWidth;

    /// <summary>The files that a picture becomes, in the order of the formats.</summary>
    /// <param name="path">Their common path, without the ending.</param>
    public IReadOnlyList<string> Files(string path) => [.. Formats.Select(format => File(path, format))];

    /// <summary>The same, and the formats in which the picture is there already, so that none is left that shows something else.</summary>
    /// <param name="path">The path of the picture, without the ending.</param>
    public PictureOptions WithThoseAt(string path) =>
        this with { Formats = [.. Formats.Union(Enum.GetValues<PictureFormat>().Where(format => System.IO.File.Exists(File(path, format))))] };

    private static string File(string path, PictureFormat format) => $"{path}.{format.ToString().ToLowerInvariant()}";
}
