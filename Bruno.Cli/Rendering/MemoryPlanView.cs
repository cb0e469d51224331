using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Training;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What a run would take of device memory.</summary>
internal static class MemoryPlanView
{
    /// <summary>Writes to standard output; says with the exit code whether the run fits.</summary>
    public static ExitCode Write(MemoryPlan plan, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(plan));
            return plan.Fits ? ExitCode.Ok : ExitCode.OutOfMemory;
        }

        Table table = new Table().AddColumns("purpose", "bytes", "share");
        foreach ((string purpose, long bytes) in plan.ByPurpose.OrderByDescending(entry => entry.Value))
            table.AddRow(purpose, Format.Number(bytes), Format.Percent((double)bytes / plan.Bytes));
        table.AddRow("all", Format.Number(plan.Bytes), Format.Percent(1));
        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            $"{plan.Parameters} parameters, {plan.Steps} outer steps, batch {plan.Batch}; the tape holds {plan.TapeSteps} "
            + $"outer steps at once, currents and adjoints {plan.Window}");
        Console.Out.WriteLine(plan.Fits
            ? $"fits: {ByteSize.Format(plan.Bytes)} of {ByteSize.Format(plan.Available)}"
            : $"does not fit: {ByteSize.Format(plan.Bytes)} needed, {ByteSize.Format(plan.Available)} may be used");
        if (plan.Time is TimeEstimate time)
        {
            Console.Out.WriteLine(
                $"about {Seconds(time.EpochSeconds)} an epoch and {Seconds(time.RunSeconds)} in all: estimated from a training step of {time.MeasuredSteps} "
                + $"outer steps and batch {time.MeasuredBatch} on random input, timed on this device");
        }

        return plan.Fits ? ExitCode.Ok : ExitCode.OutOfMemory;
    }

    /// <summary>A time for people, two digits of it.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:G2} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F0} h"),
    };
}
