using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using CsvHelper;

namespace Bruno.Gpu.Training;

/// <summary>What a network put out for samples, as CSV: sample, label, predicted, then a column an output, named after its class.</summary>
public static class OutputTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">The classes, in the order of the outputs.</param>
    /// <param name="rows">A row a sample.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<string> classes, IReadOnlyList<SampleOutput> rows) => AtomicFile.Write(path, stream =>
    {
        using CsvWriter csv = CsvWriter.Create(stream, CsvTable.WriterOptions, leaveOpen: true);
        foreach (string column in (string[])["sample", "label", "predicted", .. classes.Select(name => $"output_{name}")])
            csv.WriteField(column);
        csv.EndRecord();
        foreach (SampleOutput row in rows)
        {
            foreach (string field in (string[])[row.Sample.ToString(CultureInfo.InvariantCulture), row.Label, row.Predicted, .. row.Sums.Select(sum => sum.ToString("R", CultureInfo.InvariantCulture))])
                csv.WriteField(field);
            csv.EndRecord();
        }
    });
}
