using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// One row of gradients.csv: the gradient of one method with respect to one parameter array, at one horizon, against the
/// reference. The columns are these properties, in this order.
/// </summary>
internal sealed record GradientComparisonRow
{
    /// <summary>What <see cref="Layer"/> says of the gradient with respect to all parameters.</summary>
    public const string AllLayers = "all";

    /// <summary>The gradient method.</summary>
    public required string Method { get; init; }

    /// <summary>The parameter array, such as 1.linear.weights, or all of them.</summary>
    public required string Layer { get; init; }

    /// <summary>Outer steps that samples were cut to.</summary>
    public required int HorizonSteps { get; init; }

    /// <summary>The most micro-steps an outer step of a device; null where the network has no devices.</summary>
    public int? Substeps { get; init; }

    /// <summary>The cosine with the reference; null where one of them is zero, NaN where one is not finite.</summary>
    public double? Cosine { get; init; }

    /// <summary>The norm over the reference's; null where the reference is zero.</summary>
    public double? NormRatio { get; init; }

    /// <summary>The norm of the reference.</summary>
    public required double ReferenceNorm { get; init; }

    /// <summary>The mean loss of the batch in the method's own forward pass.</summary>
    public required double Loss { get; init; }

    /// <summary>The same of the reference.</summary>
    public required double ReferenceLoss { get; init; }

    /// <summary>
    /// The share of the devices' spikes, in either forward pass, that the other has not at the same neuron and step; null
    /// where there are none.
    /// </summary>
    public double? SpikeMismatch { get; init; }

    /// <summary>Micro-steps an outer step of the reference.</summary>
    public required int ReferenceSubsteps { get; init; }

    /// <summary>Samples of the batch.</summary>
    public required int Samples { get; init; }

    /// <summary>The precision of the method; the reference is always in double.</summary>
    public required Precision Precision { get; init; }

    /// <summary>The compute device.</summary>
    public required string Accelerator { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }
}
