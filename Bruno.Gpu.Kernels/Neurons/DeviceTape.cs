using Bruno.Gpu.Kernels.Devices;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>States of a layer, one row [batch, neurons] after the other.</summary>
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

    /// <summary>The states from an element on.</summary>
    public DeviceTape<T> From(long begin) =>
        new(Potential.SubView(begin, Potential.Length - begin), Internal.SubView(begin, Internal.Length - begin));
}
