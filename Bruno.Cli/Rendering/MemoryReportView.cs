using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What a memory benchmark found, as tables.</summary>
internal static class MemoryReportView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(MemoryReport report, string folder)
    {
        Table table = new Table().Title("A training step").AddColumns(
            "method", "horizon", "batch", "substeps", "outputs", "tape", "peak", "saving", "seconds", "time ratio", "status");
        foreach (MemoryRow row in report.Rows)
        {
            table.AddRow(
                row.Method, Format.Number(row.HorizonSteps), Format.Number(row.Batch), Format.Number(row.Substeps), Format.Number(row.Outputs),
                ByteSize.Format(row.TapeBytes), ByteSize.Format(row.DeviceBytesPeak), MemoryReport.Saving(row), MemoryReport.Seconds(row),
                MemoryReport.Ratio(row), MemoryReport.Name(row.Status));
        }

        AnsiConsole.Write(table);
        if (report.Fits.Count > 0)
        {
            Table fits = new Table().Title("Fitted exponents").AddColumns("method", "against", "rows", "seconds", "peak bytes");
            foreach (ScalingFit fit in report.Fits)
            {
                fits.AddRow(
                    fit.Method, fit.Dimension, Format.Number(fit.Points), MemoryReport.Exponent(fit.SecondsExponent),
                    MemoryReport.Exponent(fit.BytesExponent));
            }

            AnsiConsole.Write(fits);
        }

        Console.Out.WriteLine($"tables and picture: {folder}");
    }
}
