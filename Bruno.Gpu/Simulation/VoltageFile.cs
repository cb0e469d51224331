using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A CSV file of voltages that devices are held at. With a column called time, time_s or t (time_ms, time_us and time_ns too): the voltages
/// at these times, straight lines between. Without: a column a neuron, a row the end of an outer step, the first row the start. Voltages are
/// in volt, or in the unit that the name of a column ends with (drive_mv).
/// </summary>
internal static class VoltageFile
{
    /// <summary>The largest voltage, V, so that a wrong unit is found.</summary>
    public const double Largest = 1e3;

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="CurrentFile.Read"/>
    public static IPrescribedVoltage Read(string path, double stepSeconds)
    {
        DriveTable table = DriveTable.Read(path, DrivenQuantity.Voltage, stepSeconds);
        if (table.Seconds is null && table.Values.Length < 2)
            throw new BrunoException(ExitCode.Data, $"{path}: one row is where it starts; without times, every further row is an outer step.");
        double[] seconds = table.Seconds ?? [.. Enumerable.Range(0, table.Values.Length).Select(row => row * stepSeconds)];
        return new TimedVoltages(seconds, table.Values, stepSeconds);
    }
}
