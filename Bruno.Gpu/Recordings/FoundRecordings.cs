namespace Bruno.Gpu.Recordings;

/// <summary>What a reader has found; labels are still numbered as they appeared.</summary>
internal sealed record FoundRecordings
{
    /// <summary>The recordings.</summary>
    public required IReadOnlyList<Recording> Recordings { get; init; }

    /// <summary>Names of the channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>What names them in the data: the channels, but of a table with a row a sample its columns of steps.</summary>
    public IReadOnlyList<string> Columns { get => field ?? Channels; init; }

    /// <summary>Names of wanted values; none where classes are wanted.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The duration of a time step as the file says it, s.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>Whether the values are a sound wave.</summary>
    public bool IsSound { get; init; }

    /// <summary>Whether the values are events, counted in bins.</summary>
    public bool IsEvents { get; init; }

    /// <summary>The extent of the sensor, where the values are events.</summary>
    public IReadOnlyList<int>? Grid { get; init; }

    /// <summary>The files that were read; none where there is one.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether some files could not be read, so that nothing can be said of the whole.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The classes, where the file names them in order.</summary>
    public IReadOnlyList<string>? Classes { get; init; }
}
