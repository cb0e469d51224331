using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Benchmarks;

/// <summary>The grid of a time benchmark; every combination is a row.</summary>
internal sealed record TimeBenchmarkOptions
{
    /// <summary>Network, loss, optimizer, precision, memory and seed.</summary>
    public required RunConfiguration Configuration { get; init; }

    /// <summary>Gradient methods.</summary>
    public required IReadOnlyList<GradientKind> Methods { get; init; }

    /// <summary>Integrators.</summary>
    public required IReadOnlyList<IntegratorKind> Integrators { get; init; }

    /// <summary>Outer steps of a sequence.</summary>
    public required IReadOnlyList<int> Horizons { get; init; }

    /// <summary>Batch elements.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>Channels of the data.</summary>
    public int Inputs { get; init; } = 128;

    /// <summary>Outputs of the network.</summary>
    public int Outputs { get; init; } = 27;

    /// <summary>Training steps that are timed.</summary>
    public int Repeats { get; init; } = 5;
}
