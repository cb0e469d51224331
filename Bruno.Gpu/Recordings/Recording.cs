namespace Bruno.Gpu.Recordings;

/// <summary>One recording as it was read: the numbers, what it should come to, and where it stands. Not to be written to.</summary>
internal sealed record Recording
{
    /// <summary>Time-major [steps × channels], channel fastest, in the unit of the data.</summary>
    public required float[] Values { get; init; }

    /// <summary>Time steps, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>Its class; -1 where classes are of steps or there are none.</summary>
    public int Label { get; init; } = -1;

    /// <summary>The class of each step, -1 for steps that do not count; null where there are none.</summary>
    public int[]? StepLabels { get; init; }

    /// <summary>Wanted values, time-major [steps × outputs]; null where there are none.</summary>
    public float[]? Targets { get; init; }

    /// <summary>Where it stands, for messages: file and row, or file and number.</summary>
    public required string Origin { get; init; }

    /// <summary>What must not be torn apart by a split: a speaker, a subject, a day.</summary>
    public string? Group { get; init; }

    /// <summary>The part it belongs to, where the data say so.</summary>
    public Split? Split { get; init; }

    /// <summary>The same with other values, of whose steps a number each belongs to one of this: its answer is repeated.</summary>
    /// <param name="values">The values.</param>
    /// <param name="times">Steps for each step of this.</param>
    internal Recording WithRepeatedSteps(float[] values, int times) => this with
    {
        Values = values,
        Steps = Steps * times,
        StepLabels = StepLabels is { } labels ? [.. labels.SelectMany(label => Enumerable.Repeat(label, times))] : null,
        Targets = Targets is { } targets ? [.. targets.Chunk(targets.Length / Steps).SelectMany(row => Enumerable.Repeat(row, times)).SelectMany(row => row)] : null,
    };
}
