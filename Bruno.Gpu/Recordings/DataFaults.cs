using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>What is wrong with data, all of it, to be said at once.</summary>
internal sealed class DataFaults
{
    private const int MostShown = 12;

    private readonly List<string> shown = [];
    private DataException? thrown;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a further fault would be shown; else its text does not matter.</summary>
    public bool ShowsMore => Count < MostShown;

    /// <summary>Adds a fault: file, row or number, column, what is wrong, what to do.</summary>
    public void Add(string fault)
    {
        if (Count++ < MostShown)
            shown.Add(fault);
    }

    /// <summary>Adds what a reader found, once.</summary>
    public void Add(DataException exception)
    {
        if (exception != thrown)
            Add(exception.Message);
    }

    /// <summary>Adds what is wrong in a file of text.</summary>
    internal void Add(Faults faults)
    {
        foreach (string fault in faults.Shown.Take(Math.Max(0, MostShown - Count)))
            shown.Add(fault);
        Count += faults.Total;
    }

    /// <summary>Runs a reader; where it finds faults, they are added and the outcome is none.</summary>
    public T? Try<T>(Func<T?> read)
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
            throw thrown = new DataException(string.Join('\n', Count <= shown.Count ? shown : [.. shown, $"... and {Count - shown.Count} more"]));
    }
}
