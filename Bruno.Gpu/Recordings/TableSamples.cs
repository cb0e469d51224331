using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Which rows of a table are a sample.</summary>
internal sealed class TableSamples
{
    /// <summary>How far a time may be from its place, as a share of a step: times are written with few digits.</summary>
    private const double Jitter = 0.1;

    private readonly TextTable table;
    private readonly int[] firsts;
    private readonly Func<int, string> name;

    private TableSamples(TextTable table, int[] firsts, Func<int, string> name) => (this.table, this.firsts, this.name) = (table, firsts, name);

    /// <summary>How many samples there are.</summary>
    public int Count => firsts.Length;

    /// <summary>Each row a sample.</summary>
    public static TableSamples Rows(TextTable table) => new(table, [.. Enumerable.Range(0, table.Rows)], i => $"{table.Path}:{table.Lines[i]}");

    /// <summary>The whole table one sample.</summary>
    public static TableSamples Whole(TextTable table) => new(table, [0], _ => table.Path);

    /// <summary>Rows with the same value in a column, one after the other; all of the table where there is no column.</summary>
    public static TableSamples Of(TextTable table, string? column, DataFaults faults)
    {
        if (column is null)
            return Whole(table);
        TextCodes codes = table.Texts(column);
        List<int> firsts = [];
        Dictionary<int, int> ended = [];
        for (int row = 0; row < table.Rows; ++row)
        {
            int code = codes.Codes[row];
            if (row > 0 && code == codes.Codes[row - 1])
                continue;
            if (!ended.TryAdd(code, row))
                faults.Add($"{table.Path}:{table.Lines[row]}: sample '{codes.Distinct[code]}' (column '{column}') goes on after rows of others; sort the rows by sample, or give each sample a name of its own");
            firsts.Add(row);
        }

        return new(table, [.. firsts], i => $"{table.Path}:{table.Lines[firsts[i]]}, sample '{codes[firsts[i]]}'");
    }

    /// <summary>The first row of a sample.</summary>
    public int First(int sample) => firsts[sample];

    /// <summary>Rows of a sample.</summary>
    public int Steps(int sample) => (sample + 1 < firsts.Length ? firsts[sample + 1] : table.Rows) - firsts[sample];

    /// <summary>Where a sample stands.</summary>
    public string Origin(int sample) => name(sample);

    /// <summary>The time step of equidistant times, s; null where no sample has two rows.</summary>
    /// <param name="times">A time a row.</param>
    /// <param name="unit">What they are counted in, s.</param>
    /// <param name="faults">Receives times that are not equidistant.</param>
    public double? StepSeconds(double[] times, double unit, DataFaults faults)
    {
        double? step = null;
        for (int i = 0; i < Count; ++i)
        {
            int first = First(i), steps = Steps(i);
            if (steps < 2)
                continue;
            double own = (times[first + steps - 1] - times[first]) / (steps - 1);
            step ??= own;
            for (int k = 0; k < steps; ++k)
            {
                if (own > 0 && Math.Abs(own - step.Value) <= Jitter / steps * step.Value + 1e-9 * step.Value && Math.Abs(times[first + k] - times[first] - k * own) <= Jitter * own)
                    continue;
                faults.Add(FormattableString.Invariant(
                    $"{table.Path}:{table.Lines[first + k]}: the time {times[first + k]} is not where equidistant steps of {step} would have it ({times[first] + k * step}); resample the recording, or leave the column of times out (with columns = [...] in the description)"));
                break;
            }
        }

        return step * unit;
    }
}
