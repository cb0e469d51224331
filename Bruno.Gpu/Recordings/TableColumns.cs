using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Which column of a table is what: as described, else by its name.</summary>
internal sealed class TableColumns
{
    private static readonly string[] UsualLabels = ["label", "labels", "class", "target", "category"];

    private static readonly (string Name, double Seconds)[] UsualTimes =
    [
        ("time", 1), ("t", 1), ("time_s", 1), ("t_s", 1), ("times", 1), ("timestamp", 1), ("timestamps", 1), ("seconds", 1), ("time [s]", 1), ("time_ms", 1e-3), ("t_ms", 1e-3),
        ("time [ms]", 1e-3), ("time_us", 1e-6), ("t_us", 1e-6), ("timestamp_us", 1e-6), ("time_ns", 1e-9), ("t_ns", 1e-9),
    ];

    private readonly TextTable table;
    private readonly DataDescription description;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    private TableColumns(TextTable table, DataDescription description)
    {
        (this.table, this.description) = (table, description);
        Sample = Role(description.Sample, UsualNames.Sample, "sample");
        Label = Role(description.Label, UsualLabels, "label");
        Split = Role(description.Split, UsualNames.Split, "split");
        Group = Role(description.Group, UsualNames.Group, "group");
        Time = Role(description.Time, UsualTimes.Select(time => time.Name), "time");
        TimeUnit = description.Time is null && Time is not null ? UsualTimes.First(time => string.Equals(time.Name, Time, StringComparison.OrdinalIgnoreCase)).Seconds : 1;
        Role(null, UsualNames.Step, "step");
        foreach (string target in description.Targets ?? [])
            Require(target, "targets");
    }

    /// <summary>What tells samples apart, or null.</summary>
    public string? Sample { get; }

    /// <summary>Labels, or null.</summary>
    public string? Label { get; }

    /// <summary>Parts, or null.</summary>
    public string? Split { get; }

    /// <summary>Groups, or null.</summary>
    public string? Group { get; }

    /// <summary>Times, or null.</summary>
    public string? Time { get; }

    /// <summary>What times are counted in, s.</summary>
    public double TimeUnit { get; }

    /// <summary>The channels: those described, or all columns that are nothing else.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public IReadOnlyList<string> Channels
    {
        get
        {
            foreach (string column in description.Columns ?? [])
                Require(column, "columns");
            if (description is { Columns: not null, AllColumns: true } && Rest.Except(description.Unneeded).ToArray() is { Length: > 0 } more)
            {
                throw new DataException(
                    $"{table.Path}: there are columns more than expected ({string.Join(", ", more.Take(12))}; expected are {string.Join(", ", description.Columns.Take(20))}); leave them out, or name the channels in the description: columns = [...] with all_columns = false");
            }

            string[] channels = [.. description.Columns ?? Rest];
            return channels.Length > 0 ? channels : throw new DataException(
                $"{table.Path}: no column is left for the values (there are {string.Join(", ", table.Names)}); name them in the description: columns = [\"NAME\"]");
        }
    }

    /// <summary>The columns that are nothing else.</summary>
    public IReadOnlyList<string> Rest => [.. table.Names.Where(name => !taken.Contains(name))];

    /// <summary>Whether a column of this name may hold times, which single precision is too coarse for.</summary>
    public static bool MayBeTime(string name, DataDescription description) =>
        name == description.Time || UsualTimes.Any(time => string.Equals(time.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Finds the columns.</summary>
    /// <exception cref="DataException">A column that the description names is not there.</exception>
    public static TableColumns Of(TextTable table, DataDescription description) => new(table, description);

    /// <summary>A column among those that are nothing else, by the names it may have; null where there is none.</summary>
    public string? Other(string? described, IEnumerable<string> usual, string key) => described is not null
        ? Require(described, key)
        : usual.Select(name => Rest.FirstOrDefault(own => string.Equals(own, name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null);

    private string? Role(string? described, IEnumerable<string> usual, string key)
    {
        string? found = Other(described, usual.Where(name => description.Columns?.Contains(name) != true), key);
        if (found is not null)
            taken.Add(found);
        return found;
    }

    private string Require(string name, string key)
    {
        if (table.Find(name) is null)
            throw new DataException($"{table.Path}: there is no column '{name}', which is expected as {key}; there are {string.Join(", ", table.Names)}{NearestName.Hint(name, table.Names)}");
        taken.Add(name);
        return name;
    }
}
