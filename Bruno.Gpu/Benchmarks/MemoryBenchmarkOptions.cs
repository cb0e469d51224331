using Bruno.Gpu.Gradients;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Benchmarks;

/// <summary>The grid of a memory benchmark; every combination is a row.</summary>
internal sealed record MemoryBenchmarkOptions
{
    /// <summary>Network, loss, optimizer, precision, memory and seed.</summary>
    public required RunConfiguration Configuration { get; init; }

    /// <summary>Gradient methods.</summary>
    public required IReadOnlyList<GradientKind> Methods { get; init; }

    /// <summary>Outer steps of a sequence.</summary>
    public required IReadOnlyList<int> Horizons { get; init; }

    /// <summary>Batch elements.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>Micro-steps an outer step.</summary>
    public required IReadOnlyList<int> Substeps { get; init; }

    /// <summary>Outputs of the network: neurons of its last layer.</summary>
    public required IReadOnlyList<int> Outputs { get; init; }

    /// <summary>Channels of the data.</summary>
    public int Inputs { get; init; } = 128;

    /// <summary>Training steps that are timed, at most.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Seconds of timed steps after which a row is content with those it has.</summary>
    public double SecondsPerRow { get; init; } = 20;

    /// <summary>Whether nothing is run and all memory is computed.</summary>
    public bool ComputeOnly { get; init; }
}
