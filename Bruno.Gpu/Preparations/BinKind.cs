namespace Bruno.Gpu.Preparations;

/// <summary>What the values of a bin become.</summary>
public enum BinKind
{
    /// <summary>Their sum: counts of events.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The largest: whether there was an event.</summary>
    Largest,
}
