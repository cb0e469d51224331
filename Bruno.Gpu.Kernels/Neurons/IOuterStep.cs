using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>How the forward pass makes an outer step, and what it keeps of it besides the state.</summary>
public interface IOuterStep<TReal, TDevice, TState>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged
    where TState : unmanaged, INumbers<TState, TReal>
{
    /// <summary>The state one outer step later.</summary>
    /// <param name="device">The device.</param>
    /// <param name="state">The state before.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="step">The step of the window.</param>
    /// <param name="lanes">Batch elements times neurons.</param>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    TState Advance(TDevice device, TState state, TReal current, int step, int lanes, int lane);
}
