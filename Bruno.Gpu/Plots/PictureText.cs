using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>
/// Words in pictures, all in one font that comes with the program, so that they look the same on every machine. A caret raises the
/// number after it: "10^-5". Characters that the font lacks are taken from one of the system's.
/// </summary>
internal static partial class PictureText
{
    /// <summary>The size of words at axes, points.</summary>
    public const float LabelSize = 8;

    /// <summary>The size of numbers at ticks, of legends and of notes, points.</summary>
    public const float SmallSize = 7;

    private const float RaisedSize = 0.72f, Raise = 0.38f;

    private static readonly SKTypeface Typeface = Load();

    /// <summary>Height of a capital letter or a digit, as a share of the size.</summary>
    private static readonly float CapHeight = HeightOfCapitals();

    /// <summary>The width of a text.</summary>
    /// <param name="text">The text, one line.</param>
    /// <param name="size">Its size, points.</param>
    public static float Width(string text, float size) => Runs(text).Sum(run => WidthOf(run, size));

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">Where on.</param>
    /// <param name="text">The text, one line.</param>
    /// <param name="x">Where it is, horizontally.</param>
    /// <param name="middle">The height at which the middles of its capitals and digits are.</param>
    /// <param name="size">Its size, points.</param>
    /// <param name="align">Whether it begins, ends or has its middle at <paramref name="x"/>: 0, 1 or 0.5.</param>
    public static void Draw(SKCanvas canvas, string text, float x, float middle, float size, float align)
    {
        using SKPaint paint = new() { Color = SKColors.Black, IsAntialias = true };
        float baseline = middle + CapHeight * size / 2;
        x -= align * Width(text, size);
        foreach (Run run in Runs(text))
        {
            using SKFont font = run.Font(size);
            canvas.DrawText(run.Text, x, run.IsRaised ? baseline - Raise * size : baseline, font, paint);
            x += WidthOf(run, size);
        }
    }

    /// <summary>A text that is at most so wide: where it is longer, its middle is left out.</summary>
    public static string Shorten(string text, float size, float width)
    {
        for (int kept = text.Length - 1; kept > 2 && Width(text, size) > width; --kept)
        {
            string shorter = $"{text[..((kept + 1) / 2)]}…{text[^(kept / 2)..]}";
            if (Width(shorter, size) <= width)
                return shorter;
        }

        return text;
    }

    /// <summary>A text in lines that are at most so wide.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Its size, points.</param>
    /// <param name="width">The width, points.</param>
    /// <param name="most">The most lines; the last one is shortened where they are not enough.</param>
    public static IReadOnlyList<string> Lines(string text, float size, float width, int most)
    {
        List<string> lines = [];
        string[] words = text.Split(' ');
        for (int first = 0, next; first < words.Length; first = next)
        {
            next = first + 1;
            while (next < words.Length && (lines.Count == most - 1 || Width(string.Join(' ', words[first..(next + 1)]), size) <= width))
                ++next;
            lines.Add(Shorten(string.Join(' ', words[first..next]), size, width));
        }

        return lines;
    }

    private static float WidthOf(Run run, float size)
    {
        using SKFont font = run.Font(size);
        return font.MeasureText(run.Text);
    }

    private static IEnumerable<Run> Runs(string text)
    {
        int from = 0;
        foreach (Match raised in RaisedNumber().Matches(text))
        {
            foreach (Run run in Runs(text[from..raised.Index], isRaised: false).Concat(Runs(raised.Groups[1].Value, isRaised: true)))
                yield return run;
            from = raised.Index + raised.Length;
        }

        foreach (Run run in Runs(text[from..], isRaised: false))
            yield return run;
    }

    private static IEnumerable<Run> Runs(string text, bool isRaised)
    {
        StringBuilder run = new();
        SKTypeface current = Typeface;
        foreach (Rune rune in text.EnumerateRunes())
        {
            SKTypeface typeface = Typeface.ContainsGlyph(rune.Value) ? Typeface : SKFontManager.Default.MatchCharacter(rune.Value) ?? Typeface;
            if (typeface != current && run.Length > 0)
            {
                yield return new(run.ToString(), current, isRaised);
                run.Clear();
            }

            current = typeface;
            run.Append(rune);
        }

        if (run.Length > 0)
            yield return new(run.ToString(), current, isRaised);
    }

    [GeneratedRegex(@"\^([-−+]?\d+)")]
    private static partial Regex RaisedNumber();

    private static SKTypeface Load()
    {
        using Stream font = typeof(PictureText).Assembly.GetManifestResourceStream("fonts/LiberationSans-Regular.ttf")
            ?? throw new InvalidOperationException("The font of the pictures is missing from the program.");
        return SKTypeface.FromStream(font);
    }

    private static float HeightOfCapitals()
    {
        using SKFont font = new(Typeface, 1000);
        font.GetFontMetrics(out SKFontMetrics metrics);
        return metrics.CapHeight / 1000;
    }

    /// <summary>A piece of text in one typeface.</summary>
    private sealed record Run(string Text, SKTypeface Typeface, bool IsRaised)
    {
        /// <summary>Whole positions of pixels would depend on the format.</summary>
        public SKFont Font(float size) => new(Typeface, IsRaised ? RaisedSize * size : size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
    }
}
