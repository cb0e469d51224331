using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// How events become values of time steps: the events of a bin of time and of a pool of neighbouring channels are counted.
/// Event at time t, s: step floor(t / bin). Channel of an event at column x, row y with polarity p of a sensor of C columns
/// and R rows, pooled by k: (p ceil(R / k) + floor(y / k)) ceil(C / k) + floor(x / k).
/// </summary>
public sealed record EventBinning
{
    /// <summary>The duration of a bin; not given, the time step of the data's description, or 1 ms.</summary>
    [Number(Above = 0, To = 1e6, Unit = "s")]
    public double? BinSeconds { get; init; }

    /// <summary>Neighbouring channels that are one, in each direction of the sensor.</summary>
    [Number(From = 1, To = 1_000_000)]
    public int Pool { get; init; } = 1;

    /// <summary>Whether events of both polarities are counted together; otherwise each polarity has channels of its own.</summary>
    public bool MergePolarities { get; init; }

    /// <summary>Whether a bin with events is 1, however many there are.</summary>
    public bool Binary { get; init; }

    /// <summary>The duration of all samples: what is longer is cut, what is shorter goes on without events. Not given, each ends with its last event.</summary>
    [Number(Above = 0, To = 1e6, Unit = "s")]
    public double? DurationSeconds { get; init; }
}
