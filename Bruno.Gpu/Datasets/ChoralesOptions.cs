namespace Bruno.Gpu.Datasets;

/// <summary>Options of the data set "chorales" (<c>[data.chorales]</c>).</summary>
public sealed record ChoralesOptions
{
    /// <summary>Columns of the full piano roll: MIDI notes 21 to 108.</summary>
    internal const int RollColumns = 88;

    /// <summary>First column of the 88-wide piano roll that is used, 0 to 87; column c is MIDI note c + 21.</summary>
    public int FirstColumn { get; init; } = 22;

    /// <summary>Last column that is used, <see cref="FirstColumn"/> to 87, itself included.</summary>
    public int LastColumn { get; init; } = 75;

    /// <summary>Faults of these values, each starting with its key; empty where all is well.</summary>
    public IEnumerable<string> Validate()
    {
        if (FirstColumn < 0 || FirstColumn >= RollColumns)
            yield return $"first_column must be between 0 and {RollColumns - 1}, is {FirstColumn}";
        if (LastColumn < 0 || LastColumn >= RollColumns)
            yield return $"last_column must be between 0 and {RollColumns - 1}, is {LastColumn}";
        if (LastColumn < FirstColumn)
            yield return $"last_column must not be below first_column, is {LastColumn} with first_column {FirstColumn}";
    }
}
