using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>What a batch should have come to.</summary>
/// <param name="labels">The class of each batch element; -1 where there is none.</param>
/// <param name="values">Targets of each step, [steps, batch, outputs]; empty for classification.</param>
/// <param name="lengths">Valid steps of each batch element; the rest is padding.</param>
public readonly struct LossTargets<T>(ArrayView<int> labels, ArrayView<T> values, ArrayView<int> lengths)
    where T : unmanaged
{
    public readonly ArrayView<T> Values = values;
    public readonly ArrayView<int> Labels = labels;
    public readonly ArrayView<int> Lengths = lengths;
}
