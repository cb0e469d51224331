using System.Globalization;

namespace Bruno.Gpu.Models.Text;

/// <summary>The text of a model's file, to show people the line that is meant.</summary>
/// <param name="name">The name shown in messages, such as the path.</param>
/// <param name="text">The text.</param>
internal sealed class ModelSource(string name, string text)
{
    private const int Widest = 140;

    private readonly string[] lines = text.Split('\n');

    /// <summary>The name shown in messages.</summary>
    public string Name { get; } = name;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>A fault: its place, key and message, and below them its line with a caret.</summary>
    public string Describe(ModelFault fault)
    {
        string head = $"{Name}:{fault.Place}: {(fault.Path.Length > 0 ? fault.Path + ": " : "")}{fault.Message}";
        return $"{head}\n{Show(fault.Place)}";
    }

    /// <summary>A line of the file and below it a caret at a column.</summary>
    public string Show(SourcePlace place)
    {
        string line = place.Line <= lines.Length ? lines[place.Line - 1].TrimEnd('\r').Replace('\t', ' ') : "";
        // Of a very long line, the part around the column.
        int start = Math.Max(0, Math.Min(place.Column - 1, line.Length) - Widest / 2), length = Math.Min(Widest, line.Length - start);
        string number = place.Line.ToString(CultureInfo.InvariantCulture);
        string caret = new(' ', Math.Max(0, place.Column - 1 - start));
        return $"  {number} | {line.Substring(start, length)}\n  {new string(' ', number.Length)} | {caret}^";
    }
}
