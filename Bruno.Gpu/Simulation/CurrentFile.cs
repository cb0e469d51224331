using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A CSV file of input currents. Without times: a column a neuron, a row an outer step. With a column called time, time_s or
/// t (time_ms, time_us and time_ns too): the currents at these times, straight lines between. Currents are in ampere, or in
/// the unit that the name of a column ends with (drive_na).
/// </summary>
internal static class CurrentFile
{
    /// <summary>The largest current, A: more than any of these devices carries, so that a wrong unit is found.</summary>
    public const double Largest = 1e-3;

    /// <summary>The most outer steps.</summary>
    public const int MostSteps = 10_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepSeconds">The length of an outer step, s.</param>
    /// <exception cref="BrunoException">It is not such a table (<see cref="ExitCode.Data"/>); row and column are named.</exception>
    public static IInputCurrent Read(string path, double stepSeconds)
    {
        DriveTable table = DriveTable.Read(path, DrivenQuantity.Current, stepSeconds);
        return table.Seconds is { } seconds
            ? new TimedCurrents(seconds, table.Values, stepSeconds)
            : new CurrentTable([.. table.Values.SelectMany(row => row)], table.Values[0].Length);
    }
}
