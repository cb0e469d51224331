using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A CSV file of input currents. Without times: a column a neuron, a row an outer step. With a column called time, time_s or
/// t (time_ms, time_us and time_ns too): the currents at these times, straight lines between. Currents are in ampere, or in
/// the unit that the name of a column ends with (drive_na).
/// </summary>
public static class CurrentFile
{
    /// <summary>The largest current, A: more than any of these devices carries, so that a wrong unit is found.</summary>
    public const double Largest = 1e-3;

    /// <summary>The most outer steps.</summary>
    public const int MostSteps = 10_000_000;

    private const string Content = "currents are in ampere, like 2e-9";

    private static readonly Dictionary<string, double> TimeUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = 1, ["time"] = 1, ["t_s"] = 1, ["time_s"] = 1, ["t_ms"] = 1e-3, ["time_ms"] = 1e-3, ["t_us"] = 1e-6, ["time_us"] = 1e-6,
        ["t_ns"] = 1e-9, ["time_ns"] = 1e-9,
    };

    private static readonly string[] CurrentUnits = ["A", "mA", "uA", "nA", "pA"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stepSeconds">The length of an outer step, s.</param>
    /// <exception cref="BrunoException">It is not such a table (<see cref="ExitCode.Data"/>); row and column are named.</exception>
    public static IInputCurrent Read(string path, double stepSeconds)
    {
        NumberTable table = NumberTable.Read(path, Content);
        int[] times = [.. Enumerable.Range(0, table.Columns).Where(column => table.Names is { } names && TimeUnits.ContainsKey(names[column]))];
        if (times.Length > 1)
            throw Fault(table, 0, $"two columns of times, '{table.Names![times[0]]}' and '{table.Names[times[1]]}'; there can be one");
        int[] currents = [.. Enumerable.Range(0, table.Columns).Except(times)];
        if (currents.Length == 0)
            throw Fault(table, 0, "there is a column of times, but none of currents");

        string?[] units = [.. currents.Select(column => UnitOf(table.Names?[column]))];
        double[][] amperes = new double[table.Rows.Count][];
        for (int row = 0; row < amperes.Length; ++row)
        {
            amperes[row] = new double[currents.Length];
            for (int neuron = 0; neuron < currents.Length; ++neuron)
            {
                double given = table.Rows[row][currents[neuron]];
                double value = units[neuron] is string unit ? UnitConversion.Convert(given, unit, "A")!.Value : given;
                if (Math.Abs(value) > Largest)
                    throw Fault(table, row, FormattableString.Invariant($"column {currents[neuron] + 1}: {value} A is more than a neuron carries ({Largest} A): {Content}; a column in another unit is named so, like drive_na"));
                amperes[row][neuron] = value;
            }
        }

        if (times.Length == 0)
            return new CurrentTable([.. amperes.SelectMany(row => row)], currents.Length);

        double unitSeconds = TimeUnits[table.Names![times[0]]];
        double[] seconds = [.. table.Rows.Select(row => row[times[0]] * unitSeconds)];
        for (int row = 0; row < seconds.Length; ++row)
        {
            if (seconds[row] < 0)
                throw Fault(table, row, FormattableString.Invariant($"the time {seconds[row]} s is negative; a simulation begins at 0"));
            if (row > 0 && seconds[row] <= seconds[row - 1])
                throw Fault(table, row, FormattableString.Invariant($"the time {seconds[row]} s is not after that of the row before, {seconds[row - 1]} s"));
        }

        if (seconds[^1] <= 0 || seconds[^1] / stepSeconds > MostSteps)
            throw Fault(table, seconds.Length - 1, FormattableString.Invariant($"the last time, {seconds[^1]} s, is how long the simulation lasts: from an outer step ({stepSeconds} s) to {MostSteps} of them"));
        return new TimedCurrents(seconds, amperes, stepSeconds);
    }

    /// <summary>The unit that a name ends with; none where it does not.</summary>
    private static string? UnitOf(string? name)
    {
        string? ending = name is not null && name.Contains('_', StringComparison.Ordinal) ? name[(name.LastIndexOf('_') + 1)..] : null;
        return CurrentUnits.FirstOrDefault(unit => string.Equals(unit, ending, StringComparison.OrdinalIgnoreCase));
    }

    private static BrunoException Fault(NumberTable table, int row, string reason) => new(ExitCode.Data, $"{table.Path}:{table.Lines[row]}: {reason}.");
}
