using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>All that is wrong in a file of text, with lines, so that it can be put right at once.</summary>
/// <param name="path">The file.</param>
internal sealed class Faults(string path)
{
    private const int MostShown = 10;
    private readonly List<(int Line, string Text)> shown = [];
    private int count;

    /// <summary>Whether a further fault would be shown; else its text does not matter.</summary>
    public bool ShowsMore => shown.Count < MostShown;

    /// <summary>Notes a fault.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="text">What is wrong there.</param>
    public void Add(int line, string text)
    {
        ++count;
        if (ShowsMore)
            shown.Add((line, text));
    }

    /// <summary>Notes faults that are counted only.</summary>
    public void Count(int more) => count += more;

    /// <summary>How many there are.</summary>
    public int Total => count;

    /// <summary>Those that are shown, by line.</summary>
    public IEnumerable<string> Shown => shown.OrderBy(fault => fault.Line).Select(fault => $"{path}:{fault.Line}: {fault.Text}");

    /// <summary>Ends in what was noted.</summary>
    /// <exception cref="DataException">Something was noted.</exception>
    public void ThrowIfAny()
    {
        if (count > 0)
            throw new DataException(string.Join('\n', count > shown.Count ? [.. Shown, $"... and {count - shown.Count} more"] : Shown));
    }
}
