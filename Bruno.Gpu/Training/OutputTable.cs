using System.Globalization;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Recordings;
using CsvHelper;

namespace Bruno.Gpu.Training;

/// <summary>
/// What a network put out, as CSV. Of samples with a class a row a sample: sample, label, predicted, and for each output what the
/// loss goes by (<see cref="Losses.Evidence"/>). Else a row a step: sample, step, label and predicted where steps have classes or the wanted values
/// (target_...), and each output.
/// </summary>
internal static class OutputTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="samples">The samples, in order.</param>
    /// <param name="rows">What was put out for each: [outputs], or [steps × outputs].</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, Dataset dataset, IReadOnlyList<Sample> samples, double[][] rows) => AtomicFile.Write(path, stream =>
    {
        using CsvWriter csv = CsvWriter.Create(stream, CsvTable.WriterOptions, leaveOpen: true);
        bool isOfSteps = dataset.Task != DatasetTask.Classification, hasClasses = dataset.Task is DatasetTask.Classification or DatasetTask.StepClassification;
        Write(csv,
        [
            "sample", .. isOfSteps ? ["step"] : Array.Empty<string>(), .. hasClasses ? ["label", "predicted"] : dataset.OutputNames.Select(name => $"target_{name}"),
            .. dataset.OutputNames.Select(name => $"output_{name}"),
        ]);
        for (int i = 0; i < samples.Count; ++i)
        {
            for (int step = 0; step * dataset.Outputs < rows[i].Length; ++step)
            {
                ArraySegment<double> outputs = new(rows[i], step * dataset.Outputs, dataset.Outputs);
                Write(csv,
                [
                    Text(i), .. isOfSteps ? [Text(step)] : Array.Empty<string>(),
                    .. hasClasses ? [LabelOf(dataset, samples[i], step), dataset.OutputNames[IndexOfLargest(outputs)]] : Targets(dataset, samples[i], step),
                    .. outputs.Select(Text),
                ]);
            }
        }
    });

    private static void Write(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (string field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }

    private static IEnumerable<string> Targets(Dataset dataset, Sample sample, int step) =>
        new ArraySegment<float>(sample.Targets!, step * dataset.Outputs, dataset.Outputs).Select(value => value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The class of a sample or a step; nothing for a step that does not count.</summary>
    private static string LabelOf(Dataset dataset, Sample sample, int step)
    {
        int label = dataset.ClassOf(sample, step);
        return label >= 0 ? dataset.OutputNames[label] : "";
    }

    /// <summary>The first of the largest.</summary>
    private static int IndexOfLargest(ArraySegment<double> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Count; ++i)
            largest = values[i] > values[largest] ? i : largest;
        return largest;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
