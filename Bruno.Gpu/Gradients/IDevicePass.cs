using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The compiled passes of a layer of devices: forward, keeping what its own backward pass needs, and backward. It owns
/// what it keeps beyond the undersampled states.
/// </summary>
public interface IDevicePass<T, TDevice> : IDisposable
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged
{
    /// <summary>For methods that carry eligibility traces, what they need of the window gone back through last.</summary>
    ILocalDerivatives<T>? Local => null;

    /// <summary>Integrates a window of time.</summary>
    /// <param name="sequence">Devices, input, and the tape that receives the states.</param>
    /// <param name="window">The window.</param>
    /// <param name="states">The states before the window, [batch, neurons]; receives those after it.</param>
    /// <param name="spikes">Receives the spikes, [steps, batch, neurons].</param>
    void Forward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes);

    /// <summary>Goes back through a window of time.</summary>
    void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints);
}
