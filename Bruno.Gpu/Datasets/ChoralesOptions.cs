using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>Options of the data set "chorales" (<c>[data.chorales]</c>).</summary>
public sealed record ChoralesOptions : IValidated
{
    /// <summary>Columns of the full piano roll: MIDI notes 21 to 108.</summary>
    internal const int RollColumns = 88;

    /// <summary>First column of the 88-wide piano roll that is used, 0 to 87; column c is MIDI note c + 21.</summary>
    [Number(From = 0, To = RollColumns - 1)]
    public int FirstColumn { get; init; } = 22;

    /// <summary>Last column that is used, <see cref="FirstColumn"/> to 87, itself included.</summary>
    [Number(From = 0, To = RollColumns - 1)]
    public int LastColumn { get; init; } = 75;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (LastColumn < FirstColumn)
            yield return new("last_column", $"must not be below first_column, is {LastColumn} with first_column {FirstColumn}");
    }
}
