using Bruno.Gpu.Kernels.Devices;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The undersampled states of a layer, [steps + 1, batch, neurons]: entry 0 is the start, entry k + 1 the state after
/// outer step k. Eight bytes a neuron and outer step in float32; the spikes follow from the potentials.
/// </summary>
public readonly struct DeviceTape<T>(ArrayView<T> potential, ArrayView<T> @internal)
    where T : unmanaged
{
    /// <summary>Membrane potentials.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>Internal variables.</summary>
    public readonly ArrayView<T> Internal = @internal;

    /// <summary>The state at an index of the arrays.</summary>
    public DeviceState<T> this[int index] => new(Potential[index], Internal[index]);

    /// <summary>Stores a state.</summary>
    public void Store(int index, DeviceState<T> state)
    {
        Potential[index] = state.Potential;
        Internal[index] = state.Internal;
    }
}
