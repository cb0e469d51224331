using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Series in the text format of the UEA and UCR archives (.ts): comments with #, a header of lines with @, then a series a line, its
/// dimensions separated by colons, their values by commas, the label last.
/// </summary>
/// <param name="Problem">The name that the file gives itself; empty where it gives none.</param>
/// <param name="Classes">The names of the classes in their order; empty where labels are numbers or missing.</param>
/// <param name="HasTargets">Whether labels are numbers to be predicted.</param>
/// <param name="Channels">How many dimensions each series has.</param>
/// <param name="Series">The series.</param>
internal sealed record TimeSeriesFile(string Problem, IReadOnlyList<string> Classes, bool HasTargets, int Channels, IReadOnlyList<TimeSeries> Series)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">
    /// It is missing, cut off, has time stamps, a header that is not understood, a value that is no finite number, dimensions of
    /// different length within a series, or a label that is no class; all faults are named with their lines.
    /// </exception>
    public static TimeSeriesFile Read(string path) => DataFile.ReadBytes(path, content => Read(path, content));

    private static TimeSeriesFile Read(string path, ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8))
            content = content[3..];
        TimeSeriesHeader header = new();
        Faults faults = new(path);
        List<TimeSeries> series = [];
        TimeSeriesLine? reader = null;
        int line = 0;
        while (!content.IsEmpty)
        {
            ++line;
            int end = content.IndexOf((byte)'\n');
            ReadOnlySpan<byte> text = (end < 0 ? content : content[..end]).Trim(" \t\r"u8);
            content = end < 0 ? default : content[(end + 1)..];
            if (text.IsEmpty || text[0] == '#')
                continue;
            if (reader is not null)
            {
                if (reader.Read(text, line) is TimeSeries found)
                    series.Add(found);
            }
            else if (header.Read(text, line, faults))
            {
                faults.ThrowIfAny();
                reader = new(header, faults);
            }
        }

        faults.ThrowIfAny();
        if (reader is null)
            throw new InvalidDataException("it has no line @data, after which the series stand: is it cut off? Copy or download it again");
        return series.Count > 0
            ? new(header.Problem, header.Classes ?? [], header.HasTargets, reader.Channels, series)
            : throw new InvalidDataException($"no series follows @data; {DataFile.CopyAgain}");
    }
}
