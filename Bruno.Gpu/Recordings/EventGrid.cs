using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Recordings;

/// <summary>The channels of a sensor of events, pooled, and its events in bins of time.</summary>
/// <param name="columns">Columns, or channels of a sensor without rows.</param>
/// <param name="rows">Rows; 1 where there are none.</param>
/// <param name="polarities">1 or 2.</param>
/// <param name="binning">How events are counted.</param>
/// <param name="stepSeconds">The duration of a bin, s.</param>
/// <param name="budget">What all samples together may take.</param>
internal sealed class EventGrid(int columns, int rows, int polarities, EventBinning binning, double stepSeconds, ValueBudget budget)
{
    /// <summary>Values that one sample may have, in bins and channels together.</summary>
    private const long MostValues = 1L << 30;

    /// <summary>What rounding may add to a whole number of bins: 29 ms are 29 bins of 1 ms, not 28.999999999999996.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Channels that a network could read, and names that could be told apart.</summary>
    private const int MostChannels = 10_000_000;

    private readonly int pooledColumns = (columns + binning.Pool - 1) / binning.Pool;
    private readonly int pooledRows = rows == 1 ? 1 : (rows + binning.Pool - 1) / binning.Pool;
    private readonly int parts = binning.MergePolarities ? 1 : polarities;

    /// <summary>How many channels there are.</summary>
    public int Channels => (int)Math.Min((long)parts * pooledRows * pooledColumns, MostChannels + 1);

    /// <summary>The duration of a bin, s.</summary>
    public double StepSeconds => stepSeconds;

    /// <summary>Names of the channels: "12", "x3y4", with "-" or "+" for the polarity.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. from p in Enumerable.Range(0, parts)
           from y in Enumerable.Range(0, pooledRows)
           from x in Enumerable.Range(0, pooledColumns)
           select (pooledRows > 1 ? $"x{x}y{y}" : $"{x}") + (parts == 1 ? "" : p == 0 ? "-" : "+"),
    ];

    /// <summary>Counts the events of a sample.</summary>
    /// <param name="count">How many events.</param>
    /// <param name="time">Time of an event, s.</param>
    /// <param name="place">Column, row and polarity of an event.</param>
    /// <param name="origin">Where the sample stands.</param>
    /// <exception cref="DataException">An event lies outside sensor or time.</exception>
    public (float[] Values, int Steps) Bin(int count, Func<int, double> time, Func<int, (double Column, double Row, int Polarity)> place, string origin)
    {
        if (Channels > MostChannels)
            throw new DataException($"{origin}: a sensor of {columns} x {rows} makes more than {MostChannels} channels: pool them (data.events.pool), or say its extent (grid in the description)");
        double last = 0;
        for (int i = 0; i < count; ++i)
        {
            double t = time(i);
            if (!(t >= 0) || !double.IsFinite(t))
                throw new DataException(FormattableString.Invariant($"{origin}: event {i} has the time {t} s; times are finite and not negative"));
            last = Math.Max(last, t);
        }

        double wanted = binning.DurationSeconds is double duration ? Math.Ceiling(duration / stepSeconds - Rounding) : StepOf(last) + 1;
        if (wanted * Channels > MostValues)
        {
            throw new DataException(FormattableString.Invariant(
                $"{origin}: {last} s in bins of {stepSeconds} s and {Channels} channels are more than {MostValues} values: take longer bins (data.events.bin_seconds), pool channels (data.events.pool), or say what times are counted in (event_time_unit in the description)"));
        }

        int steps = (int)wanted;
        budget.Take(sizeof(float) * (long)steps * Channels, origin);
        float[] values = new float[steps * Channels];
        for (int i = 0; i < count; ++i)
        {
            (double column, double row, int p) = place(i);
            if (!(column >= 0 && column < columns && row >= 0 && row < rows && p >= 0 && p < polarities))
                throw new DataException(FormattableString.Invariant($"{origin}: event {i} lies outside the sensor: column {column} of {columns}, row {row} of {rows}, polarity {p} of {polarities}"));
            (int x, int y) = ((int)column, (int)row);
            if (x != column || y != row)
                throw new DataException(FormattableString.Invariant($"{origin}: event {i} lies between channels: column {column}, row {row}; whole numbers are expected"));
            int step = (int)Math.Min(StepOf(time(i)), int.MaxValue);
            if (step >= steps)
                continue;
            int channel = ((parts == 1 ? 0 : p) * pooledRows + (rows == 1 ? 0 : y / binning.Pool)) * pooledColumns + x / binning.Pool;
            int at = step * Channels + channel;
            values[at] = binning.Binary ? 1 : values[at] + 1;
        }

        return (values, steps);
    }

    private double StepOf(double seconds) => Math.Floor(seconds / stepSeconds + Rounding);
}
