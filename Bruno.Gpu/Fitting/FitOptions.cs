using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;

namespace Bruno.Gpu.Fitting;

/// <summary>What is fitted. Values of parameters are in the model's units.</summary>
internal sealed record FitOptions
{
    /// <summary>The usual largest error of an integration step, V.</summary>
    public const double DefaultTolerance = DeviceLayerOptions.DefaultTolerance / 10;

    /// <summary>The compact model.</summary>
    public required string Model { get; init; }

    /// <summary>The files of measurements.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What is what in them.</summary>
    public MeasurementOptions Measurements { get; init; } = new();

    /// <summary>The parameters that are wanted.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Other parameters that differ from the model's defaults.</summary>
    public IReadOnlyDictionary<string, double> Fixed { get; init; } = new Dictionary<string, double>();

    /// <summary>Where to start, where that is not the model's default.</summary>
    public IReadOnlyDictionary<string, double> Start { get; init; } = new Dictionary<string, double>();

    /// <summary>Bounds beside the model's own.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Bounds { get; init; } = new Dictionary<string, (double, double)>();

    /// <summary>Parameters on a logarithmic scale. Others are where they must be positive and their bounds span two decades or are open.</summary>
    public IReadOnlyList<string> Logarithmic { get; init; } = [];

    /// <summary>Parameters on a linear scale.</summary>
    public IReadOnlyList<string> Linear { get; init; } = [];

    /// <summary>From how many points it starts: the first is <see cref="Start"/>, the others are spread between the bounds.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Where the others lie.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most steps of a start.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>How devices are integrated.</summary>
    public IntegratorKind Integrator { get; init; } = IntegratorKind.Adaptive;

    /// <summary>The largest error of a step of the adaptive integrator, V.</summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>The length of a step of the others, s, at most.</summary>
    public double StepSeconds { get; init; } = 1e-6;
}
