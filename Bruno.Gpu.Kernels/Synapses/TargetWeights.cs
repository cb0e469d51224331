using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>The weights that chips are to hold: one matrix for all of them, or one each where rounding was drawn.</summary>
/// <param name="weights">The weights, [inputs, outputs] or [chips, inputs, outputs].</param>
/// <param name="scales">w_max of each output.</param>
/// <param name="stride">Elements from a chip's weights to the next chip's; 0 where they share them.</param>
public readonly struct TargetWeights<T>(ArrayView<T> weights, ArrayView<double> scales, int stride)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> weights = weights;
    private readonly ArrayView<double> scales = scales;
    private readonly int stride = stride;

    /// <summary>The weight of a cell.</summary>
    public double Weight(int chip, int cell) => T.ToDouble(weights[chip * stride + cell]);

    /// <summary>w_max of an output.</summary>
    public double Scale(int output) => scales[output];
}
