using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>What a layer is built with.</summary>
/// <param name="Device">The compute device.</param>
/// <param name="Parameters">The parameters of the network.</param>
/// <param name="Capacity">The most steps and batch elements of a pass.</param>
/// <param name="Delay">Outer steps by which the layer reads its input late.</param>
/// <param name="PreviousAdjoint">The output adjoint of the layer before; empty for the first layer.</param>
public sealed record LayerContext<T>(
    ComputeDevice Device, ParameterStore<T> Parameters, SequenceExtent Capacity, int Delay, ArrayView<T> PreviousAdjoint)
    where T : unmanaged, IReal<T>
{
    /// <summary>Elements of an array of this many units.</summary>
    public long Elements(int units) => (long)Capacity.Steps * Capacity.Batch * units;
}
