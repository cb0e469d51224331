using System.Globalization;
using System.Text;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Benchmarks;

/// <summary>What a memory benchmark found: tables in Markdown and CSV, and a picture.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Fits">How they scale.</param>
/// <param name="Device">The compute device.</param>
internal sealed record MemoryReport(IReadOnlyList<MemoryRow> Rows, IReadOnlyList<ScalingFit> Fits, ComputeDeviceDescription Device)
{
    /// <summary>Writes memory.md, scaling.csv and the picture; memory.csv was written row by row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pictures">How the picture is written.</param>
    public void Save(string folder, PictureOptions pictures)
    {
        AtomicFile.WriteText(Path.Combine(folder, "memory.md"), ToMarkdown());
        CsvTable.Write(Path.Combine(folder, "scaling.csv"), Fits);
        if (Rows.Count > 0)
            MemoryPlot.Of(Rows).Save(Path.Combine(folder, "memory"), pictures);
    }

    /// <summary>The saving of a row, per cent.</summary>
    public static string Saving(MemoryRow row) => row.SavingVsBptt.ToString("0.00 %", CultureInfo.InvariantCulture);

    /// <summary>The seconds of a row with the spread of the repeats.</summary>
    public static string Seconds(MemoryRow row) => row.Seconds is null ? "-" : string.Create(
        CultureInfo.InvariantCulture, $"{row.Seconds:0.000} ({row.SecondsLowest:0.000} to {row.SecondsHighest:0.000}, {row.Repeats})");

    /// <summary>The time ratio of a row.</summary>
    public static string Ratio(MemoryRow row) => row.TimeRatioVsBptt?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>An exponent.</summary>
    public static string Exponent(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A status as memory.csv writes it.</summary>
    public static string Name(MemoryStatus status) => status == MemoryStatus.OutOfMemory ? "out_of_memory" : status.ToString().ToLowerInvariant();

    private string ToMarkdown()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Memory and time of a training step\n\nDevice: {Device.Name} ({Device.Model}), {Device.Multiprocessors} multiprocessors.\n");
        text.AppendLine("""
            Saving and time ratio are against `bptt`, which keeps the devices' states at every micro-step and holds their input
            over an outer step. `bptt-full` runs the whole network at the micro-step and keeps everything: the baseline of some
            published savings, and another network. Seconds: median (fastest to slowest, repeats). "computed" and
            "out_of_memory" rows were not run; their bytes follow from the sizes of the buffers.

            | method | horizon | batch | substeps | outputs | tape | peak | saving | seconds | time ratio | status |
            |---|---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (MemoryRow row in Rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Method} | {row.HorizonSteps} | {row.Batch} | {row.Substeps} | {row.Outputs} | {ByteSize.Format(row.TapeBytes)} | {ByteSize.Format(row.DeviceBytesPeak)} | {Saving(row)} | {Seconds(row)} | {Ratio(row)} | {Name(row.Status)} |");
        }

        if (Fits.Count > 0)
        {
            text.AppendLine("\nFitted exponents, y ~ x^e:\n\n| method | against | rows | seconds | peak bytes |\n|---|---|---|---|---|");
            foreach (ScalingFit fit in Fits)
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {fit.Method} | {fit.Dimension} | {fit.Points} | {Exponent(fit.SecondsExponent)} | {Exponent(fit.BytesExponent)} |");
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
