using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Gradients;

namespace Bruno.Gpu.Description;

/// <summary>A layer.</summary>
internal sealed record LayerDescription
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>encoder, linear, lif, rlif, cuba_lif, delay, or the model of its devices.</summary>
    public required string Kind { get; init; }

    /// <summary>Units of the layer before.</summary>
    public required int Inputs { get; init; }

    /// <summary>Its units.</summary>
    public required int Outputs { get; init; }

    /// <summary>Trainable numbers.</summary>
    public required int Parameters { get; init; }

    /// <summary>Names and shapes of the arrays, also of those that are not trained.</summary>
    public required IReadOnlyDictionary<string, int[]> Arrays { get; init; }

    /// <summary>How devices are integrated.</summary>
    public IntegratorKind? Integrator { get; init; }

    /// <summary>Steps an outer step, of integrators of a fixed number.</summary>
    public int? Substeps { get; init; }

    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind? Surrogate { get; init; }

    /// <summary>Its slope.</summary>
    public double? SurrogateSlope { get; init; }

    /// <summary>Parameters of its neurons that are trained within bounds, SI units.</summary>
    public IReadOnlyList<TrainedDescription> Trained { get; init; } = [];

    /// <summary>Parameters of devices that differ from the model's defaults, SI units.</summary>
    public IReadOnlyDictionary<string, double>? DeviceParameters { get; init; }
}
