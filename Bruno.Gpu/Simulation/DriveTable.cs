using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A CSV file of currents or voltages. Without times: a column a neuron, a row an outer step. With a column called time, time_s or t
/// (time_ms, time_us and time_ns too): values at these times. Values are in the SI unit, or in the unit that the name of a column ends with.
/// </summary>
/// <param name="Seconds">The times, s, strictly ascending; none without a column of times.</param>
/// <param name="Values">The values, SI, [rows][neurons].</param>
internal sealed record DriveTable(double[]? Seconds, double[][] Values)
{
    private static readonly Dictionary<string, double> TimeUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = 1, ["time"] = 1, ["t_s"] = 1, ["time_s"] = 1, ["t_ms"] = 1e-3, ["time_ms"] = 1e-3, ["t_us"] = 1e-6, ["time_us"] = 1e-6,
        ["t_ns"] = 1e-9, ["time_ns"] = 1e-9,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="quantity">What is in it.</param>
    /// <param name="stepSeconds">The length of an outer step, s.</param>
    /// <exception cref="BrunoException">It is not such a table (<see cref="ExitCode.Data"/>); row and column are named.</exception>
    public static DriveTable Read(string path, DrivenQuantity quantity, double stepSeconds)
    {
        NumberTable table = NumberTable.Read(path, quantity.Content);
        int[] times = [.. Enumerable.Range(0, table.Columns).Where(column => table.Names is { } names && TimeUnits.ContainsKey(names[column]))];
        if (times.Length > 1)
            throw Fault(table, 0, $"two columns of times, '{table.Names![times[0]]}' and '{table.Names[times[1]]}'; there can be one");
        int[] columns = [.. Enumerable.Range(0, table.Columns).Except(times)];
        if (columns.Length == 0)
            throw Fault(table, 0, $"there is a column of times, but none of {quantity.Name}");

        double[][] values = Numbers(table, quantity, columns);
        return new(times.Length == 0 ? null : Times(table, times[0], stepSeconds), values);
    }

    private static double[][] Numbers(NumberTable table, DrivenQuantity quantity, int[] columns)
    {
        string?[] units = [.. columns.Select(column => UnitOf(table.Names?[column], quantity.Units))];
        double[][] values = new double[table.Rows.Count][];
        for (int row = 0; row < values.Length; ++row)
        {
            values[row] = new double[columns.Length];
            for (int neuron = 0; neuron < columns.Length; ++neuron)
            {
                double given = table.Rows[row][columns[neuron]];
                double value = units[neuron] is string unit ? UnitConversion.Convert(given, unit, quantity.Unit)!.Value : given;
                if (Math.Abs(value) > quantity.Largest)
                    throw Fault(table, row, FormattableString.Invariant($"column {columns[neuron] + 1}: {value} {quantity.Unit} is {quantity.Beyond} ({quantity.Largest} {quantity.Unit}): {quantity.Content}; a column in another unit is named so, like {quantity.Example}"));
                values[row][neuron] = value;
            }
        }

        return values;
    }

    private static double[] Times(NumberTable table, int column, double stepSeconds)
    {
        double unitSeconds = TimeUnits[table.Names![column]];
        double[] seconds = [.. table.Rows.Select(row => row[column] * unitSeconds)];
        for (int row = 0; row < seconds.Length; ++row)
        {
            if (seconds[row] < 0)
                throw Fault(table, row, FormattableString.Invariant($"the time {seconds[row]} s is negative; a simulation begins at 0"));
            if (row > 0 && seconds[row] <= seconds[row - 1])
                throw Fault(table, row, FormattableString.Invariant($"the time {seconds[row]} s is not after that of the row before, {seconds[row - 1]} s"));
        }

        if (seconds[^1] <= 0 || seconds[^1] / stepSeconds > CurrentFile.MostSteps)
            throw Fault(table, seconds.Length - 1, FormattableString.Invariant($"the last time, {seconds[^1]} s, is how long the simulation lasts: from an outer step ({stepSeconds} s) to {CurrentFile.MostSteps} of them"));
        return seconds;
    }

    /// <summary>The unit that a name ends with; none where it does not.</summary>
    private static string? UnitOf(string? name, string[] units)
    {
        string? ending = name is not null && name.Contains('_', StringComparison.Ordinal) ? name[(name.LastIndexOf('_') + 1)..] : null;
        return units.FirstOrDefault(unit => string.Equals(unit, ending, StringComparison.OrdinalIgnoreCase));
    }

    private static BrunoException Fault(NumberTable table, int row, string reason) => new(ExitCode.Data, $"{table.Path}:{table.Lines[row]}: {reason}.");
}
