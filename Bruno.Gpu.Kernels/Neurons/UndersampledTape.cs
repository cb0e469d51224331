using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The undersampled states of a segment of time, one row [batch, neurons] after the other: row 0 is its start, row k + 1 the
/// state after its outer step k. Eight bytes a neuron and outer step in float32, four where states are rounded to 16 bits;
/// a rounded potential stays on its side of the threshold. Spikes are not stored, because they follow from the potentials.
/// </summary>
public readonly struct UndersampledTape<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceTape<T> states;
    private readonly ArrayView<ushort> halfPotential;
    private readonly ArrayView<ushort> halfInternal;

    /// <summary>A tape of whole states.</summary>
    public UndersampledTape(DeviceTape<T> states)
    {
        this.states = states;
        halfPotential = ArrayView<ushort>.Empty;
        halfInternal = ArrayView<ushort>.Empty;
    }

    /// <summary>A tape of states in 16 bits.</summary>
    public UndersampledTape(ArrayView<ushort> potential, ArrayView<ushort> @internal)
    {
        states = new(ArrayView<T>.Empty, ArrayView<T>.Empty);
        halfPotential = potential;
        halfInternal = @internal;
    }

    /// <summary>The state at an index.</summary>
    public DeviceState<T> this[int index] => halfPotential.Length > 0
        ? new(T.FromHalf(halfPotential[index]), T.FromHalf(halfInternal[index]))
        : states[index];

    /// <summary>The potential at an index.</summary>
    public T PotentialAt(int index) =>
        halfPotential.Length > 0 ? T.FromHalf(halfPotential[index]) : states.Potential[index];

    /// <summary>Stores a state.</summary>
    public void Store<TDevice>(TDevice device, int index, DeviceState<T> state)
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        if (halfPotential.Length == 0)
        {
            states.Store(index, state);
            return;
        }

        ushort potential = T.ToHalf(state.Potential);
        bool fires = device.Fires(state.Potential), firesRounded = device.Fires(T.FromHalf(potential));
        if (fires && !firesRounded)
            potential = HalfBits.Above(potential);
        if (!fires && firesRounded)
            potential = HalfBits.Below(potential);
        halfPotential[index] = potential;
        halfInternal[index] = T.ToHalf(state.Internal);
    }

    /// <summary>The states from an element on; for the host.</summary>
    public UndersampledTape<T> From(long begin) => halfPotential.Length > 0
        ? new(halfPotential.SubView(begin, halfPotential.Length - begin), halfInternal.SubView(begin, halfInternal.Length - begin))
        : new(states.From(begin));
}
