namespace Bruno.Gpu.Plots;

/// <summary>The file formats of pictures.</summary>
internal enum PictureFormat
{
    /// <summary>Pixels, 300 an inch.</summary>
    Png,

    /// <summary>Lines and text for browsers and drawing programs.</summary>
    Svg,

    /// <summary>Lines and text for print, with the font in it.</summary>
    Pdf,
}
