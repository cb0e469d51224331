using System.Globalization;
using System.Text;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Recordings;
using CsvHelper;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// Writes a data set as NPZ or CSV, with a description beside it, so that it reads back as it was: values, classes or wanted
/// values, parts, time step.
/// </summary>
internal static class DatasetExport
{
    /// <summary>Writes a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="path">The file; .npz or .csv says which.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(Dataset dataset, string path)
    {
        string description = DescriptionFile.OwnPathOf(path);
        (string Split, Sample Sample)[] samples = [.. Enum.GetValues<Split>().Select(RecordingSplits.Name).SelectMany(split => dataset.SplitOf(split).Select(sample => (split, sample)))];
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npz":
                NpzFile.Write(path, Arrays(dataset, samples), compress: true);
                break;
            case ".csv":
                AtomicFile.Write(path, stream => WriteTable(stream, dataset, samples));
                break;
            case string other:
                throw new BrunoException(ExitCode.Usage, $"A data set is written as .npz or .csv, not as '{other}': '{path}'.");
        }

        AtomicFile.WriteText(description, ConfigurationWriter.Write(Describe(dataset, Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))));
        return [path, description];
    }

    private static bool IsNextStep(Dataset dataset) =>
        dataset.Task == DatasetTask.SequencePrediction || dataset.Found?.Description?.Task == DataTask.NextStep;

    private static DataDescription Describe(Dataset dataset, bool isTable)
    {
        bool isNext = IsNextStep(dataset);
        bool hasTargets = dataset.Task == DatasetTask.Regression && !isNext;
        TableNames columns = TableNames.Of(dataset, hasTargets);
        return new()
        {
            Title = dataset.Found?.Description?.Title,
            Source = dataset.Found?.Description?.Source ?? dataset.Source,
            Licence = dataset.Found?.Description?.Licence,
            Unit = dataset.Found?.Description?.Unit,
            Task = isNext ? DataTask.NextStep : hasTargets ? DataTask.Values : dataset.Task == DatasetTask.StepClassification ? DataTask.StepClass : DataTask.Class,
            Columns = columns.Channels,
            Classes = isNext || hasTargets ? null : dataset.OutputNames,
            Uncounted = dataset.Task == DatasetTask.StepClassification ? (isTable ? [""] : null) : null,
            Targets = hasTargets ? (isTable ? columns.Targets : ["targets"]) : null,
            Sample = isTable ? columns.Sample : null,
            Label = isNext || hasTargets ? null : isTable ? columns.Label : "labels",
            Values = isTable ? null : "values",
            Axes = isTable ? null : [DataAxis.Sample, DataAxis.Step, DataAxis.Channel],
            Lengths = isTable ? null : "lengths",
            Split = isTable ? columns.Split : "split",
            TimeStep = dataset.StepSeconds,
        };
    }

    /// <summary>All values of a sample: of predictions, the last step too, which is only wanted.</summary>
    private static (float[] Values, int Steps) Whole(Dataset dataset, Sample sample) => IsNextStep(dataset)
        ? ([.. sample.Values, .. sample.Targets![^dataset.Channels..]], sample.Steps + 1)
        : (sample.Values, sample.Steps);

    private static Dictionary<string, StoredValue> Arrays(Dataset dataset, (string Split, Sample Sample)[] samples)
    {
        (float[] Values, int Steps)[] wholes = [.. samples.Select(entry => Whole(dataset, entry.Sample))];
        int steps = wholes.Max(whole => whole.Steps);
        int width = Math.Max(dataset.Channels, IsNextStep(dataset) ? 0 : dataset.Outputs);
        if ((long)samples.Length * steps * width > Array.MaxLength)
            throw new DataException($"The data set '{dataset.Name}' is too large for one array: {samples.Length} samples filled up to {steps} steps of {width} values. Write it as .csv.");
        float[] values = new float[(long)samples.Length * steps * dataset.Channels];
        for (int i = 0; i < wholes.Length; ++i)
            wholes[i].Values.CopyTo(values, (long)i * steps * dataset.Channels);
        Dictionary<string, StoredValue> arrays = new(StringComparer.Ordinal)
        {
            ["values"] = new StoredArray(values, [samples.Length, steps, dataset.Channels]),
            ["lengths"] = new StoredArray(wholes.Select(whole => whole.Steps).ToArray(), [samples.Length]),
            ["split"] = new StoredList([.. samples.Select(entry => new StoredText(entry.Split))]),
        };
        if (dataset.Task == DatasetTask.Classification)
        {
            arrays["labels"] = new StoredList([.. samples.Select(entry => new StoredText(dataset.OutputNames[entry.Sample.Label]))]);
        }
        else if (!IsNextStep(dataset))
        {
            float[] targets = new float[(long)samples.Length * steps * dataset.Outputs];
            for (int i = 0; i < samples.Length; ++i)
                samples[i].Sample.Targets!.CopyTo(targets, (long)i * steps * dataset.Outputs);
            arrays[dataset.Task == DatasetTask.StepClassification ? "labels" : "targets"] = new StoredArray(targets, [samples.Length, steps, dataset.Outputs]);
        }

        return arrays;
    }

    private static void WriteTable(Stream stream, Dataset dataset, (string Split, Sample Sample)[] samples)
    {
        bool hasClasses = dataset.Task is DatasetTask.Classification or DatasetTask.StepClassification;
        bool hasTargets = dataset.Task == DatasetTask.Regression && !IsNextStep(dataset);
        using CsvWriter csv = CsvWriter.Create(stream, CsvTable.WriterOptions, leaveOpen: true);
        TableNames names = TableNames.Of(dataset, hasTargets);
        foreach (string column in (string[])[names.Sample, names.Split, .. hasClasses ? [names.Label] : Array.Empty<string>(), .. names.Channels, .. names.Targets])
            csv.WriteField(column);
        csv.EndRecord();
        for (int i = 0; i < samples.Length; ++i)
        {
            (string split, Sample sample) = samples[i];
            (float[] values, int steps) = Whole(dataset, sample);
            for (int step = 0; step < steps; ++step)
            {
                csv.WriteField(i.ToString(CultureInfo.InvariantCulture));
                csv.WriteField(split);
                if (hasClasses)
                    csv.WriteField(LabelOf(dataset, sample, step));
                for (int channel = 0; channel < dataset.Channels; ++channel)
                    csv.WriteField(values[step * dataset.Channels + channel].ToString("R", CultureInfo.InvariantCulture));
                for (int target = 0; hasTargets && target < dataset.Outputs; ++target)
                    csv.WriteField(sample.Targets![step * dataset.Outputs + target].ToString("R", CultureInfo.InvariantCulture));
                csv.EndRecord();
            }
        }
    }

    private static string LabelOf(Dataset dataset, Sample sample, int step)
    {
        int label = dataset.ClassOf(sample, step);
        return label >= 0 ? dataset.OutputNames[label] : "";
    }

    /// <summary>The names of the columns of a table; channels keep theirs, and nothing else has one of them.</summary>
    private sealed record TableNames(string Sample, string Split, string Label, IReadOnlyList<string> Channels, IReadOnlyList<string> Targets)
    {
        public static TableNames Of(Dataset dataset, bool hasTargets)
        {
            string[] channels = dataset.ChannelNames.Count > 0 ? [.. dataset.ChannelNames] : [.. Enumerable.Range(0, dataset.Channels).Select(channel => $"{channel}")];
            HashSet<string> taken = new(channels, StringComparer.Ordinal);
            string Free(string name)
            {
                while (!taken.Add(name))
                    name += "_";
                return name;
            }

            return new(Free("sample"), Free("split"), Free("label"), channels, hasTargets ? [.. dataset.OutputNames.Select(Free)] : []);
        }
    }
}
