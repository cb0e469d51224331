using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>What a layer is built with.</summary>
/// <param name="Device">The compute device.</param>
/// <param name="Parameters">The parameters of the network.</param>
/// <param name="Plan">How passes are cut in time.</param>
/// <param name="Batch">The most batch elements of a pass.</param>
/// <param name="Routes">Which ways back through time gradients take.</param>
/// <param name="Draws">What the random numbers of a pass follow from.</param>
/// <param name="PreviousAdjoint">The output adjoint of the layer before; none for the first layer.</param>
internal sealed record LayerContext<T>(
    ComputeDevice Device, ParameterStore<T> Parameters, TimePlan Plan, int Batch, TemporalRoutes Routes, PassDraws Draws,
    ArrayView<T>? PreviousAdjoint)
    where T : unmanaged, IReal<T>
{
    /// <summary>The layers before, in order, without what lies between them.</summary>
    public IReadOnlyList<ILayer<T>> Earlier { get; init; } = [];

    /// <summary>Elements of an array of this many units over a window.</summary>
    public long Elements(int units) => (long)Plan.Window * Batch * units;
}
