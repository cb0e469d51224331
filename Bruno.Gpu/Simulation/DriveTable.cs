using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A CSV file of currents or voltages. Without times: a column a neuron, a row an outer step. With a column called time or t,
/// <c>time (us)</c>, <c>time_us</c>: values at these times. All are in SI units, or in the unit that stands behind the name of a column (<see cref="ColumnHeader"/>).
/// </summary>
/// <param name="Seconds">The times, s, strictly ascending; none without a column of times.</param>
/// <param name="Values">The values, SI, [rows][neurons].</param>
internal sealed record DriveTable(double[]? Seconds, double[][] Values)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="quantity">What is in it.</param>
    /// <param name="stepSeconds">The length of an outer step, s.</param>
    /// <exception cref="BrunoException">It is not such a table (<see cref="ExitCode.Data"/>); row and column are named.</exception>
    public static DriveTable Read(string path, DrivenQuantity quantity, double stepSeconds)
    {
        NumberTable table = NumberTable.Read(path, quantity.Content);
        ColumnHeader[]? headers = table.Names is { } names ? [.. names.Select(ColumnHeader.Parse)] : null;
        int[] times = headers is null ? [] : [.. Enumerable.Range(0, table.Columns).Where(column => headers[column].IsTime)];
        if (times.Length > 1)
            throw Fault(table, 0, $"two columns of times, '{table.Names![times[0]]}' and '{table.Names[times[1]]}'; there can be one");
        int[] columns = [.. Enumerable.Range(0, table.Columns).Except(times)];
        if (columns.Length == 0)
            throw Fault(table, 0, $"there is a column of times, but none of {quantity.Name}");

        double[][] values = Numbers(table, headers, quantity, columns);
        return new(times.Length == 0 ? null : Times(table, times[0], FactorOf(table, headers![times[0]], "s"), stepSeconds), values);
    }

    private static double[][] Numbers(NumberTable table, ColumnHeader[]? headers, DrivenQuantity quantity, int[] columns)
    {
        double[] factors = [.. columns.Select(column => headers is null ? 1 : FactorOf(table, headers[column], quantity.Unit))];
        double[][] values = new double[table.Rows.Count][];
        for (int row = 0; row < values.Length; ++row)
        {
            values[row] = new double[columns.Length];
            for (int neuron = 0; neuron < columns.Length; ++neuron)
            {
                double value = table.Rows[row][columns[neuron]] * factors[neuron];
                // A unit that stands in brackets is taken at its word.
                if (Math.Abs(value) > quantity.Largest && headers?[columns[neuron]] is not { IsBracketed: true })
                    throw Fault(table, row, FormattableString.Invariant($"column {columns[neuron] + 1}: {value} {quantity.Unit} is {quantity.Beyond} ({quantity.Largest} {quantity.Unit}): {quantity.Content}; a column in another unit is named so, like {quantity.Example}"));
                values[row][neuron] = value;
            }
        }

        return values;
    }

    private static double[] Times(NumberTable table, int column, double unitSeconds, double stepSeconds)
    {
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

    /// <summary>The unit of a column in another; 1 where it has none, or one at the end of its name that is of something else.</summary>
    private static double FactorOf(NumberTable table, ColumnHeader header, string unit) => header.Unit is null ? 1
        : UnitConversion.Convert(1, header.Unit, unit) is double factor ? factor
        : header.IsBracketed ? throw new BrunoException(ExitCode.Data, $"{table.Path}: the column '{header.Text}' is in {header.Unit}, which cannot be converted to {unit}: leave it out, or name the unit that it is in.")
        : 1;

    private static BrunoException Fault(NumberTable table, int row, string reason) => new(ExitCode.Data, $"{table.Path}:{table.Lines[row]}: {reason}.");
}
