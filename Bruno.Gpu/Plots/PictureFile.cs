using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Xml.Linq;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>Writes what is drawn in points (1/72 inch) in a file format, in the size in which it is to be printed.</summary>
internal static class PictureFile
{
    /// <summary>Points in a millimetre.</summary>
    public const double PointsPerMillimetre = 72 / 25.4;

    private const double DotsPerInch = 300;

    /// <summary>Sizes of PDF pages are rounded to this.</summary>
    private const float PdfDotsPerInch = 7200;

    /// <summary>The bytes of a PNG file before its second chunk: signature and header.</summary>
    private const int PngHeader = 8 + 25;

    /// <summary>Writes a picture.</summary>
    /// <param name="format">The file format.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="size">Width and height in points.</param>
    /// <param name="draw">Draws it, in points.</param>
    public static void Write(PictureFormat format, Stream stream, SKSize size, Action<SKCanvas> draw)
    {
        switch (format)
        {
            case PictureFormat.Png:
                WritePng(stream, size, draw);
                break;
            case PictureFormat.Svg:
                stream.Write(Encoding.UTF8.GetBytes(Svg(size, draw, "")));
                break;
            case PictureFormat.Pdf:
                WritePdf(stream, size, draw);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }
    }

    /// <summary>The text of an SVG file.</summary>
    /// <param name="size">Width and height in points.</param>
    /// <param name="draw">Draws it, in points.</param>
    /// <param name="name">What the ids in it begin with: pictures within one page must differ in it.</param>
    public static string Svg(SKSize size, Action<SKCanvas> draw, string name)
    {
        using MemoryStream buffer = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, size.Width, size.Height), buffer))
            draw(canvas);
        buffer.Position = 0;
        XElement root = XDocument.Load(buffer).Root!;
        root.SetAttributeValue("width", Millimetres(size.Width));
        root.SetAttributeValue("height", Millimetres(size.Height));
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {size.Width} {size.Height}"));
        // Where the font is missing, those of the same widths take its place.
        foreach (XAttribute font in root.Descendants().Attributes("font-family"))
            font.Value = $"{font.Value}, Arial, Helvetica, sans-serif";
        NameIds(root, name);
        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Counts the ids from 1: as they are drawn they go on from picture to picture.</summary>
    private static void NameIds(XElement root, string name)
    {
        Dictionary<string, string> names = root.Descendants().Attributes("id").Select((id, i) => (id.Value, Name: $"{name}clip{i + 1}"))
            .ToDictionary(id => $"url(#{id.Value})", id => id.Name);
        foreach (XAttribute attribute in root.Descendants().Attributes())
        {
            if (attribute.Name == "id")
                attribute.Value = names[$"url(#{attribute.Value})"];
            else if (names.TryGetValue(attribute.Value, out string? named))
                attribute.Value = $"url(#{named})";
        }
    }

    private static void WritePng(Stream stream, SKSize size, Action<SKCanvas> draw)
    {
        float scale = (float)(DotsPerInch / 72);
        using SKSurface surface = SKSurface.Create(new SKImageInfo((int)Math.Round(size.Width * scale), (int)Math.Round(size.Height * scale)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        ReadOnlySpan<byte> png = data.AsSpan();
        stream.Write(png[..PngHeader]);
        stream.Write(Resolution());
        stream.Write(png[PngHeader..]);
    }

    /// <summary>The chunk that says how large a pixel is, without which it is printed in any size.</summary>
    private static byte[] Resolution()
    {
        byte[] chunk = new byte[21];
        uint dotsPerMetre = (uint)Math.Round(DotsPerInch / 0.0254);
        BinaryPrimitives.WriteUInt32BigEndian(chunk, 9);
        "pHYs"u8.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8), dotsPerMetre);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(12), dotsPerMetre);
        chunk[16] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc32.HashToUInt32(chunk.AsSpan(4, 13)));
        return chunk;
    }

    private static void WritePdf(Stream stream, SKSize size, Action<SKCanvas> draw)
    {
        // No dates: the same data give the same file.
        using SKDocument document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Creator = "Bruno", RasterDpi = PdfDotsPerInch, EncodingQuality = 101 });
        draw(document.BeginPage(size.Width, size.Height));
        document.EndPage();
        document.Close();
    }

    private static string Millimetres(float points) => string.Create(CultureInfo.InvariantCulture, $"{points / PointsPerMillimetre:0.###}mm");
}
