using Bruno.Gpu.Gradients;

namespace Bruno.Gpu.Conformance;

/// <summary>The methods whose gradient is that of backpropagation through every micro-step.</summary>
internal static class UnrolledMethods
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IGradientMethod> All { get; } =
        [new ExactGradient { Literal = true }, new BpttGradient(), new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }];
}
