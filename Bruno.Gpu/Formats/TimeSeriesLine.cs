using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>Reads the lines of series of a <see cref="TimeSeriesFile"/>.</summary>
/// <param name="header">What the file says of them.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class TimeSeriesLine(TimeSeriesHeader header, Faults faults)
{
    private readonly Dictionary<string, string> labels = header.Classes?.ToDictionary(name => name, name => name) ?? [];
    private readonly bool hasLabel = header.Classes is not null || header.HasTargets;
    private readonly List<float> values = [];
    private int? steps = header.Steps;

    /// <summary>How many dimensions each series has; 0 before the first.</summary>
    public int Channels { get; private set; } = header.Dimensions ?? 0;

    /// <summary>Reads a series.</summary>
    /// <returns>It, or null where it has a fault.</returns>
    public TimeSeries? Read(ReadOnlySpan<byte> text, int line)
    {
        if (text[0] == '(')
        {
            faults.Add(line, "its values are pairs with time stamps, which are not read: write values alone");
            return null;
        }

        int parts = text.Count((byte)':') + 1;
        int dimensions = hasLabel ? parts - 1 : parts;
        if (Channels == 0)
            Channels = dimensions;
        if (dimensions != Channels || dimensions == 0)
        {
            faults.Add(line, $"it has {dimensions} dimensions{(hasLabel ? " before its label" : "")}, where there should be {Math.Max(1, Channels)} (separated by colons)");
            return null;
        }

        values.Clear();
        int length = -1;
        bool right = true;
        for (int dimension = 0; dimension < dimensions; ++dimension)
        {
            int end = text.IndexOf((byte)':');
            int read = ReadDimension(end < 0 ? text : text[..end], dimension, line, ref right);
            text = end < 0 ? default : text[(end + 1)..];
            if (length >= 0 && read != length)
            {
                faults.Add(line, $"dimension {dimension + 1} has {read} values, the one before {length}");
                return null;
            }

            length = read;
        }

        string? label = LabelOf(text, line);
        steps ??= header.EqualLength ? length : null;
        if (steps is int asked && length != asked && header.EqualLength)
            faults.Add(line, $"it has {length} steps, where all series should have {asked} (@equalLength true)");
        return right && label is not null ? new TimeSeries(ByTime(dimensions, length), length, label, line) : null;
    }

    private int ReadDimension(ReadOnlySpan<byte> text, int dimension, int line, ref bool right)
    {
        int count = 0;
        foreach (Range range in text.Split((byte)','))
        {
            ++count;
            ReadOnlySpan<byte> cell = text[range];
            bool isNumber = NumberText.TryRead(cell, out double value);
            values.Add((float)value);
            if (isNumber)
                continue;
            right = false;
            string written = faults.ShowsMore ? Encoding.UTF8.GetString(cell).Trim() : "";
            faults.Add(line, written == "?"
                ? $"dimension {dimension + 1}, step {count}: the value is missing ('?'): fill it in, or leave the series out"
                : $"dimension {dimension + 1}, step {count}: '{written}' {NumberText.Fault(written)}");
        }

        return count;
    }

    private string? LabelOf(ReadOnlySpan<byte> text, int line)
    {
        if (!hasLabel)
            return "";
        string label = Encoding.UTF8.GetString(text.Trim(" \t"u8));
        if (header.HasTargets)
        {
            if (NumberText.TryRead(label, out _))
                return label;
            faults.Add(line, $"its target '{label}' {NumberText.Fault(label)}");
            return null;
        }

        if (labels.TryGetValue(label, out string? known))
            return known;
        faults.Add(line, $"its label '{label}' is not among the classes ({string.Join(", ", header.Classes!.Take(12))}{(header.Classes!.Count > 12 ? ", ..." : "")})");
        return null;
    }

    private float[] ByTime(int dimensions, int length)
    {
        float[] result = new float[values.Count];
        for (int dimension = 0; dimension < dimensions; ++dimension)
        {
            for (int step = 0; step < length; ++step)
                result[(step * dimensions) + dimension] = values[(dimension * length) + step];
        }

        return result;
    }
}
