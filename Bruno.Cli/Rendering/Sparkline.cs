using System.Text;

namespace Bruno.Cli.Rendering;

/// <summary>A curve on a line of text, low to high.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█", Plain = "_.-:=+*#";

    /// <summary>Draws values that are finite; where there are more than columns, the means of neighbours.</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="columns">The most letters.</param>
    /// <param name="isUnicode">Whether the terminal has blocks.</param>
    public static string Of(IReadOnlyList<double> values, int columns, bool isUnicode)
    {
        double[] shown = [.. values.Where(double.IsFinite)];
        int count = Math.Min(columns, shown.Length);
        double[] means = [.. Enumerable.Range(0, count).Select(column => shown[(column * shown.Length / count)..((column + 1) * shown.Length / count)].Average())];
        if (count == 0)
            return "";
        double low = means.Min(), span = means.Max() - low;
        string levels = isUnicode ? Blocks : Plain;
        StringBuilder text = new();
        foreach (double mean in means)
            text.Append(levels[span > 0 ? (int)Math.Round((mean - low) / span * (levels.Length - 1)) : 0]);
        return text.ToString();
    }
}
