using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bruno.Gpu.Plots;
using SkiaSharp;

namespace Bruno.Gpu.Tests.Plots;

/// <summary>The files of pictures, and how they are laid out.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Picture Twelve()
    {
        Picture picture = new(new("Horizon (outer steps)") { IsLogarithmic = true });
        PlotPanel panel = picture.Add(new("Peak memory (MB)") { IsLogarithmic = true }, 0.36);
        double[] x = [.. Enumerable.Range(0, 8).Select(i => Math.Pow(2, i))];
        for (int i = 0; i < 12; ++i)
            panel.Add(new($"series {i}", x, [.. x.Select(value => (1 + i) * Math.Pow(value, 0.1 * i))], SeriesStyle.Of(i)));
        picture.Add(new("Time (s)"), 0.2, hasLegend: false).Add(new("", x, x, SeriesStyle.Of(0)));
        return picture;
    }

    [Theory]
    [InlineData(85)]
    [InlineData(170)]
    [InlineData(40)]
    public void Every_format_has_the_size_that_was_asked_for(double millimetres)
    {
        PictureOptions options = new() { Formats = [PictureFormat.Png, PictureFormat.Svg, PictureFormat.Pdf], WidthMillimetres = millimetres };
        Assert.Equal([folder["a.b.png"], folder["a.b.svg"], folder["a.b.pdf"]], Twelve().Save(folder["a.b"], options));

        byte[] png = File.ReadAllBytes(folder["a.b.png"]);
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        Assert.Equal(millimetres / 25.4 * 300, width, 0.51);
        Assert.Equal("pHYs", Encoding.ASCII.GetString(png, 37, 4));
        Assert.Equal(11_811, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(41)));
        using (SKBitmap bitmap = SKBitmap.Decode(png))
            Assert.Equal((width, height), (bitmap.Width, bitmap.Height));

        XElement svg = XElement.Load(folder["a.b.svg"]);
        Assert.Equal(millimetres, Millimetres(svg, "width"), 0.01);
        Assert.Equal((double)height / width, Millimetres(svg, "height") / Millimetres(svg, "width"), 0.002);

        string pdf = Encoding.Latin1.GetString(File.ReadAllBytes(folder["a.b.pdf"]));
        Match box = Regex.Match(pdf, @"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]");
        Assert.Equal(millimetres * 72 / 25.4, Number(box.Groups[1].Value), 0.01);
        Assert.Equal(Number(box.Groups[2].Value), Millimetres(svg, "height") * 72 / 25.4, 0.02);
    }

    /// <summary>The font is in the PDF, words are words in the SVG, with fonts of the same widths in place of a missing one.</summary>
    [Fact]
    public void Words_are_text_in_a_font_that_is_there()
    {
        Twelve().Save(folder["picture"], new() { Formats = [PictureFormat.Svg, PictureFormat.Pdf] });
        XElement[] texts = [.. XElement.Load(folder["picture.svg"]).Descendants().Where(element => element.Name.LocalName == "text")];
        Assert.Contains(texts, text => text.Value.Trim() == "Peak memory (MB)");
        Assert.Contains(texts, text => text.Value.Trim() == "series 11");
        Assert.All(texts, text => Assert.Equal("Liberation Sans, Arial, Helvetica, sans-serif", text.Attribute("font-family")!.Value));
        string pdf = Encoding.Latin1.GetString(File.ReadAllBytes(folder["picture.pdf"]));
        Assert.Contains("LiberationSans", pdf);
        Assert.Contains("/FontFile2", pdf);
        Assert.DoesNotContain("/Type3", pdf);
    }

    /// <summary>Words have the same size whatever the width: 7 points for numbers, 8 for axes.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(85)]
    [InlineData(400)]
    public void Words_keep_their_size(double millimetres)
    {
        XElement svg = XElement.Parse(Twelve().ToSvg(millimetres, ""));
        double[] sizes = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => Number(text.Attribute("font-size")!.Value)).Distinct().Order()];
        Assert.Equal([7, 8], sizes);
        Assert.Equal(millimetres * 72 / 25.4, Number(svg.Attribute("viewBox")!.Value.Split(' ')[2]), 0.01);
    }

    /// <summary>In one page no two pictures share an id, and each refers to its own.</summary>
    [Fact]
    public void Pictures_in_a_page_have_ids_of_their_own()
    {
        string[] ids = [.. new[] { "a-", "b-" }.SelectMany(name => XElement.Parse(Twelve().ToSvg(170, name)).Descendants().Attributes("id")).Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string svg = Twelve().ToSvg(170, "a-");
        Assert.All(Regex.Matches(svg, @"url\(#([^)]+)\)"), use => Assert.Contains($"id=\"{use.Groups[1].Value}\"", svg));
    }

    [Theory]
    [InlineData(39)]
    [InlineData(1201)]
    [InlineData(double.NaN)]
    public void Widths_without_room_are_refused(double millimetres) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Twelve().Save(folder["none"], new() { WidthMillimetres = millimetres }));

    [Fact]
    public void The_same_data_give_the_same_files()
    {
        foreach (PictureFormat format in Enum.GetValues<PictureFormat>())
        {
            string first = Twelve().Save(folder["first"], new() { Formats = [format] })[0], second = Twelve().Save(folder["second"], new() { Formats = [format] })[0];
            Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        }
    }

    /// <summary>Nothing, a point, a constant, what has no place on a logarithmic axis, and very long names: all of it is drawn.</summary>
    [Fact]
    public void Odd_data_are_drawn()
    {
        foreach (bool isLogarithmic in new[] { false, true })
        {
            Picture picture = new(new("x") { IsLogarithmic = isLogarithmic });
            PlotAxis axis = new("A quantity with a name that is longer than the panel is high (unit)") { IsLogarithmic = isLogarithmic };
            picture.Add(axis, 0.1);
            picture.Add(axis, 0.1).Add(new("point", [1], [1], SeriesStyle.Of(0)));
            picture.Add(axis, 0.1).Add(new("constant", [1, 2], [5, 5], SeriesStyle.Of(1)));
            picture.Add(axis, 0.1).Add(new("nowhere", [double.NaN, 0, double.PositiveInfinity, -1], [1, 0, 1, double.NaN], SeriesStyle.Of(2)));
            picture.Add(axis, 0.1).Add(new(new string('n', 300), [1, 1e9], [1e-9, 1e9], SeriesStyle.Of(3)));
            picture.Add(axis, 0.1).Add(new("名前 with other letters", [1, 2], [1, 2], SeriesStyle.Of(4)));
            Assert.Contains("nothing to draw", XElement.Parse(picture.ToSvg(85, "")).Value);
            Assert.True(new FileInfo(picture.Save(folder["odd"], new() { WidthMillimetres = 40 })[0]).Length > 1000);
        }
    }

    /// <summary>The ink of a digit is as far above its tick as below.</summary>
    [Fact]
    public void Labels_are_level_with_their_ticks()
    {
        using SKBitmap bitmap = new(100, 100);
        using (SKCanvas canvas = new(bitmap))
        {
            canvas.Clear(SKColors.White);
            PictureText.Draw(canvas, "108", 50, 50, 40, 0.5f);
        }

        int[] rows = [.. Enumerable.Range(0, 100).Where(y => Enumerable.Range(0, 100).Any(x => bitmap.GetPixel(x, y).Red < 128))];
        int[] columns = [.. Enumerable.Range(0, 100).Where(x => Enumerable.Range(0, 100).Any(y => bitmap.GetPixel(x, y).Red < 128))];
        Assert.Equal(50, (rows[0] + rows[^1] + 1) / 2.0, 0.75);
        Assert.Equal(50, (columns[0] + columns[^1] + 1) / 2.0, 2.5);
        Assert.True(rows.Length is > 24 and < 34);
    }

    /// <summary>A line of 200,000 points is some thousand in the file, and a straight one two.</summary>
    [Fact]
    public void Long_lines_are_thinned()
    {
        double[] x = [.. Enumerable.Range(0, 200_000).Select(i => (double)i)];
        PlotSeries noise = new("", x, [.. x.Select(i => Math.Sin(i * i))], SeriesStyle.Of(0)) { MostMarkers = 0 };
        Assert.InRange(CurveThinning.Thin(noise).X.Count, 1000, 4004);
        PlotSeries line = new("", x, [.. x.Select(i => 3 * i)], SeriesStyle.Of(0));
        Assert.Equal([0, 199_999], CurveThinning.Simplify(line, 1e-3).X);
        PlotSeries sine = new("", x[..1000], [.. x[..1000].Select(i => Math.Sin(i / 100))], SeriesStyle.Of(0)), simple = CurveThinning.Simplify(sine, 1e-3);
        Assert.InRange(simple.X.Count, 20, 200);
        Assert.All(x[..1000], at => Assert.Equal(Math.Sin(at / 100), Interpolated(simple, at), 1.0001e-3));
    }

    private static double Interpolated(PlotSeries series, double x)
    {
        int next = Math.Max(1, Enumerable.Range(0, series.X.Count).First(i => series.X[i] >= x));
        return series.Y[next - 1] + (series.Y[next] - series.Y[next - 1]) * (x - series.X[next - 1]) / (series.X[next] - series.X[next - 1]);
    }

    private static double Millimetres(XElement svg, string attribute) => Number(svg.Attribute(attribute)!.Value.Replace("mm", "", StringComparison.Ordinal));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
