namespace Bruno.Gpu.RunReports.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Header">Its header for people, without the unit.</param>
/// <param name="Key">Its name in files for programs, snake_case with its SI unit.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Format">How its numbers are shown; of no account for texts.</param>
internal sealed record TableColumn(string Header, string Key, ColumnKind Kind = ColumnKind.Text, ValueFormat? Format = null)
{
    /// <summary>The header with the unit that the numbers are shown in.</summary>
    public string Title => Format is { Unit.Length: > 0 } format ? $"{Header} ({format.Unit})" : Header;

    /// <summary>The names of its columns in files for programs.</summary>
    public IReadOnlyList<string> Keys => Kind switch
    {
        ColumnKind.Spread => [$"{Key}_mean", $"{Key}_deviation"],
        ColumnKind.Interval => [$"{Key}_difference", $"{Key}_lower", $"{Key}_upper"],
        _ => [Key],
    };
}
