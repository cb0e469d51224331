namespace Bruno.Gpu.Recordings;

/// <summary>Recordings of one kind as they were read, before they are split or prepared.</summary>
internal sealed record RecordingSet
{
    /// <summary>The file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>What is to be learned; what becomes of "next step" follows from the prepared values.</summary>
    public required DataTask Task { get; init; }

    /// <summary>Names of the channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Names of the classes, or of the wanted values; for the next step, none of its own.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The duration of a time step, s.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>Whether the values are a sound wave.</summary>
    public bool IsSound { get; init; }

    /// <summary>Whether the values are events, counted in bins.</summary>
    public bool IsEvents { get; init; }

    /// <summary>The recordings, in the order of the files.</summary>
    public required IReadOnlyList<Recording> Recordings { get; init; }

    /// <summary>What the data were taken for, all of it said.</summary>
    public required DataDescription Description { get; init; }

    /// <summary>The files that were read, in order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What was recognised rather than said, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
