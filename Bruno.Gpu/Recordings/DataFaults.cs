using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Recordings;

/// <summary>What is wrong with data, all of it, to be said at once.</summary>
public sealed class DataFaults
{
    private const int MostShown = 12;

    private readonly List<string> shown = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a fault: file, row or number, column, what is wrong, what to do.</summary>
    public void Add(string fault)
    {
        if (Count++ < MostShown)
            shown.Add(fault);
    }

    /// <summary>Adds what a reader found.</summary>
    public void Add(DataException exception) => Add(exception.Message);

    /// <summary>Runs a reader; where it finds faults, they are added and the outcome is none.</summary>
    public T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DataException exception)
        {
            Add(exception);
            return null;
        }
    }

    /// <summary>Throws where there are any.</summary>
    /// <exception cref="DataException">There are.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0)
            throw new DataException(string.Join('\n', Count <= MostShown ? shown : [.. shown, $"... and {Count - MostShown} more"]));
    }
}
