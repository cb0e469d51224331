using System.Globalization;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// Labels as the data spell them, numbered as they appear, until all are known; then the classes are put in order.
/// </summary>
/// <param name="uncounted">Labels of steps that do not count.</param>
internal sealed class LabelTable(IReadOnlyList<string>? uncounted)
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Origin)> labels = [];

    /// <summary>Whether there is any label.</summary>
    public bool IsEmpty => labels.Count == 0;

    /// <summary>A label as text: whole numbers without a decimal point.</summary>
    public static string TextOf(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a label so far; -1 where it does not count.</summary>
    /// <param name="name">The label.</param>
    /// <param name="origin">Where it stands; the first place is kept.</param>
    public int Code(string name, string origin)
    {
        if (uncounted is not null && uncounted.Contains(name))
            return -1;
        if (!codes.TryGetValue(name, out int code))
        {
            codes.Add(name, code = labels.Count);
            labels.Add((name, origin));
        }

        return code;
    }

    /// <summary>The classes in order, and for each number so far the class it is.</summary>
    /// <param name="classes">The classes, where they are given.</param>
    /// <param name="faults">Receives labels that are none of them.</param>
    public (IReadOnlyList<string> Names, int[] Classes) Finish(IReadOnlyList<string>? classes, DataFaults faults)
    {
        IReadOnlyList<string> names = classes ?? [.. labels.Select(label => label.Name).Order(Comparer<string>.Create(Compare))];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach ((int place, string name) in names.Index())
            places.TryAdd(name, place);
        bool areWords = !names.Any(name => int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        int[] map = [.. labels.Select(label => IndexOf(label.Name, places, areWords))];
        bool areNumbers = classes is null && labels.Count > 1 && labels.All(label => double.TryParse(label.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        foreach (((string name, string origin), int index) in labels.Zip(map))
        {
            if (areNumbers && !double.IsFinite(double.Parse(name, CultureInfo.InvariantCulture)))
                faults.Add($"{origin}: the label '{name}' is not a number");
            if (index < 0)
                faults.Add($"{origin}: the label '{name}' is none of the classes ({string.Join(", ", names.Take(30))}{(names.Count > 30 ? ", ..." : "")}){(name is "-1" or "" ? "; labels of steps that do not count are named in the description: uncounted = [\"-1\"]" : "")}");
        }

        return (names, map);
    }

    /// <summary>The class that a label names, or whose number it is, counted from 0, where classes are words.</summary>
    private static int IndexOf(string label, Dictionary<string, int> places, bool areWords) =>
        places.TryGetValue(label, out int place) ? place
        : areWords && int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < places.Count ? number
        : -1;

    /// <summary>Numbers by size, before words by letters.</summary>
    private static int Compare(string first, string second)
    {
        bool isNumber = double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out double a);
        bool isOther = double.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out double b);
        return isNumber && isOther ? a.CompareTo(b) : isNumber != isOther ? (isNumber ? -1 : 1) : string.CompareOrdinal(first, second);
    }
}
