using System.Globalization;
using System.Text;

namespace Bruno.Gpu.Comparison;

/// <summary>A comparison of gradients as a table for people: cosine and ratio of norms, a column a horizon.</summary>
/// <param name="Header">The heads of the columns.</param>
/// <param name="Lines">The cells, line by line.</param>
internal sealed record GradientComparisonTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Lines)
{
    private const string Missing = "-";

    /// <summary>What the cells of <see cref="Of"/> hold.</summary>
    public const string Legend = "Cosine with the reference and, in brackets, the norm over the reference's, by horizon in outer steps.";

    /// <summary>What the cells of <see cref="OfSpikes"/> hold.</summary>
    public const string SpikesLegend = "The share of the devices' spikes that a method's forward pass does not have in common with the reference's.";

    /// <summary>A line a parameter array and method.</summary>
    public static GradientComparisonTable Of(IReadOnlyList<GradientComparisonRow> rows) => new(
        ["layer", "method", .. Horizons(rows)],
        [.. rows.GroupBy(row => (row.Layer, row.Method))
            .OrderBy(group => IndexOfLayer(rows, group.Key.Layer))
            .Select(group => (IReadOnlyList<string>)[group.Key.Layer, group.Key.Method, .. Cells(rows, group, Similarity)])]);

    /// <summary>A line a method.</summary>
    public static GradientComparisonTable OfSpikes(IReadOnlyList<GradientComparisonRow> rows) => new(
        ["method", .. Horizons(rows)],
        [.. rows.Where(row => row.Layer == GradientComparisonRow.AllLayers).GroupBy(row => row.Method)
            .Select(group => (IReadOnlyList<string>)[group.Key, .. Cells(rows, group, row => Number(row.SpikeMismatch))])]);

    /// <summary>Both tables and the remarks, as Markdown.</summary>
    public static string ToMarkdown(GradientComparisonResult result)
    {
        StringBuilder text = new();
        text.Append("# Gradients against the converged gradient\n\n").Append(Capitalised(result.Subject)).Append(".\n");
        text.Append(Legend).Append("\n\n");
        Of(result.Rows).AppendTo(text);
        text.Append('\n').Append(SpikesLegend).Append("\n\n");
        OfSpikes(result.Rows).AppendTo(text);
        foreach (string remark in result.Remarks)
            text.Append('\n').Append(remark).Append('\n');
        if (result.Status != "completed")
            text.Append("\nIt was cancelled: horizons and methods are missing.\n");
        return text.ToString();
    }

    private static IEnumerable<string> Horizons(IReadOnlyList<GradientComparisonRow> rows) =>
        HorizonsOf(rows).Select(horizon => horizon.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<int> HorizonsOf(IReadOnlyList<GradientComparisonRow> rows) => rows.Select(row => row.HorizonSteps).Distinct();

    private static int IndexOfLayer(IReadOnlyList<GradientComparisonRow> rows, string layer) =>
        rows.Select(row => row.Layer).Distinct().TakeWhile(name => name != layer).Count();

    private static IEnumerable<string> Cells(
        IReadOnlyList<GradientComparisonRow> rows, IEnumerable<GradientComparisonRow> line, Func<GradientComparisonRow, string> cell)
    {
        Dictionary<int, GradientComparisonRow> byHorizon = line.ToDictionary(row => row.HorizonSteps);
        return HorizonsOf(rows).Select(horizon => byHorizon.TryGetValue(horizon, out GradientComparisonRow? row) ? cell(row) : Missing);
    }

    private static string Similarity(GradientComparisonRow row) => $"{Number(row.Cosine)} ({Ratio(row.NormRatio)})";

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? Missing;

    private static string Ratio(double? value) =>
        value?.ToString(value is >= 1e4 and < double.PositiveInfinity ? "0.0e+0" : "G3", CultureInfo.InvariantCulture) ?? Missing;

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private void AppendTo(StringBuilder text)
    {
        AppendLine(text, Header);
        AppendLine(text, Header.Select(_ => "---"));
        foreach (IReadOnlyList<string> line in Lines)
            AppendLine(text, line);
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
