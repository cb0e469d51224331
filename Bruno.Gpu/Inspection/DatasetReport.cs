using Bruno.Gpu.Datasets;
using Bruno.Gpu.Downloads;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Inspection;

/// <summary>What a data set is, in numbers: what <c>bruno data inspect</c> prints.</summary>
internal sealed record DatasetReport
{
    /// <summary>Files whose checksums are listed; of more, their number is.</summary>
    private const int MostFiles = 12;

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is and where it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>The licence, where it is known.</summary>
    public string? Licence { get; init; }

    /// <summary>What a network is asked to do.</summary>
    public required DatasetTask Task { get; init; }

    /// <summary>How many channels.</summary>
    public required int Channels { get; init; }

    /// <summary>How many outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Names of classes or wanted values.</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>The duration of a time step, s.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>The unit of the values as recorded, where it is known.</summary>
    public string? Unit { get; init; }

    /// <summary>The splits.</summary>
    public required IReadOnlyList<SplitReport> Splits { get; init; }

    /// <summary>The channels of the training part, as a network reads them.</summary>
    public required IReadOnlyList<ChannelReport> ChannelStatistics { get; init; }

    /// <summary>How many files.</summary>
    public required int FileCount { get; init; }

    /// <summary>The first files, with checksums.</summary>
    public required IReadOnlyList<FileReport> Files { get; init; }

    /// <summary>What others reached.</summary>
    public IReadOnlyList<PublishedFigure> Figures { get; init; } = [];

    /// <summary>How the data were read.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>What makes results doubtful.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Looks at a data set.</summary>
    public static DatasetReport Of(Dataset dataset)
    {
        PublishedSet? published = PublishedSet.TryFind(dataset.Name);
        return new()
        {
            Name = dataset.Name,
            Source = dataset.Source,
            Licence = dataset.Found?.Description?.Licence,
            Task = dataset.Task,
            Channels = dataset.Channels,
            Outputs = dataset.Outputs,
            OutputNames = dataset.OutputNames,
            StepSeconds = dataset.StepSeconds,
            Unit = dataset.Found?.Description?.Unit,
            Splits = [.. Enum.GetValues<Split>().Select(split => SplitOf(dataset, RecordingSplits.Name(split)))],
            ChannelStatistics = [.. Enumerable.Range(0, dataset.Channels).Select(channel => ChannelOf(dataset, channel))],
            FileCount = dataset.Files.Count,
            Files = [.. dataset.Files.Take(MostFiles).Select(path => new FileReport(path, new FileInfo(path).Length, Download.Checksum(path)))],
            Figures = published?.Figures ?? [],
            Remarks = dataset.Remarks,
            Warnings = dataset.Warnings,
        };
    }

    private static SplitReport SplitOf(Dataset dataset, string name)
    {
        IReadOnlyList<Sample> samples = dataset.SplitOf(name);
        int[] steps = [.. samples.Select(sample => sample.Steps).Order()];
        long[] counts = new long[dataset.Outputs];
        long uncounted = 0;
        foreach (Sample sample in samples)
        {
            if (dataset.Task == DatasetTask.Classification)
                ++counts[sample.Label];
            for (int step = 0; dataset.Task == DatasetTask.StepClassification && step < sample.Steps; ++step)
            {
                int label = dataset.ClassOf(sample, step);
                if (label < 0)
                    ++uncounted;
                else
                    ++counts[label];
            }
        }

        bool hasClasses = dataset.Task is DatasetTask.Classification or DatasetTask.StepClassification;
        return new(
            name, samples.Count, steps[0], steps[steps.Length / 2], steps[^1],
            hasClasses ? dataset.OutputNames.Zip(counts).ToDictionary(entry => entry.First, entry => entry.Second) : new Dictionary<string, long>(), uncounted);
    }

    private static ChannelReport ChannelOf(Dataset dataset, int channel)
    {
        double sum = 0, smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        long count = 0, zeros = 0;
        foreach (float value in ValuesOf(dataset, channel))
        {
            sum += value;
            (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
            zeros += value == 0 ? 1 : 0;
            ++count;
        }

        // Not from the sum of squares: far from 0 it loses what little the values differ by.
        double mean = sum / count, squares = 0;
        foreach (float value in ValuesOf(dataset, channel))
            squares += (value - mean) * (value - mean);
        return new(
            dataset.ChannelNames.Count > 0 ? dataset.ChannelNames[channel] : $"{channel}", mean, Math.Sqrt(squares / count), smallest, largest,
            (double)zeros / count);
    }

    private static IEnumerable<float> ValuesOf(Dataset dataset, int channel)
    {
        foreach (Sample sample in dataset.Train)
        {
            for (int i = channel; i < sample.Values.Length; i += dataset.Channels)
                yield return sample.Values[i];
        }
    }
}
