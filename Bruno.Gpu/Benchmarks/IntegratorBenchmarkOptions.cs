using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Benchmarks;

/// <summary>What the benchmark of the integrators runs.</summary>
internal sealed record IntegratorBenchmarkOptions
{
    /// <summary>The compact model, with its default parameters.</summary>
    public string Model { get; init; } = "felif";

    /// <summary>How many neurons there are, each with currents of its own.</summary>
    public int Neurons { get; init; } = 64;

    /// <summary>How long they run, outer steps of 1 ms.</summary>
    public int Milliseconds { get; init; } = 300;

    /// <summary>What the currents follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The precision of the integrators; the solution they are compared with is in double.</summary>
    public Precision Precision { get; init; } = Precision.Float;
}
