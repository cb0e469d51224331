using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// Begins a window of a layer of LIF neurons: its row 0 becomes the states that the neurons are in. A launch of its own,
/// because recurrent neurons read each other's row 0.
/// </summary>
public static class LifEnterKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="threshold">The potential at which a neuron fires.</param>
    /// <param name="current">The states the neurons are in, [batch, neurons].</param>
    /// <param name="states">Receives them as row 0.</param>
    /// <param name="spikes">Receives the spikes that go with them as row 0.</param>
    public static void Run<TReal>(
        Index1D lane, TReal threshold, DeviceTape<TReal> current, DeviceTape<TReal> states, ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
    {
        DeviceState<TReal> state = current[lane];
        states.Store(lane, state);
        spikes[lane] = new Spike(state.Potential >= threshold);
    }
}
