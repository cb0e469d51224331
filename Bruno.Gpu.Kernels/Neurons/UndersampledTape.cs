using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The undersampled states of a segment of time, one row [batch, neurons] after the other: row 0 is its start, row k + 1 the
/// state after its outer step k. Four bytes a neuron, variable and outer step in float32, two where states are rounded to 16 bits;
/// a rounded state stays on its side of where the device fires. Spikes are not stored, because they follow from the states.
/// </summary>
public readonly struct UndersampledTape<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceTape<T> states;
    private readonly ArrayView<ushort> rounded;
    private readonly int stride;

    /// <summary>A tape of whole states.</summary>
    public UndersampledTape(DeviceTape<T> states)
    {
        this.states = states;
        rounded = ArrayView<ushort>.Empty;
        stride = 0;
    }

    /// <summary>A tape of states in 16 bits.</summary>
    /// <param name="rounded">The variables, one plane after the other.</param>
    /// <param name="stride">Numbers from one plane to the next.</param>
    public UndersampledTape(ArrayView<ushort> rounded, int stride)
    {
        states = new(ArrayView<T>.Empty, ArrayView<T>.Empty);
        this.rounded = rounded;
        this.stride = stride;
    }

    /// <summary>The state at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState At<TState>(int index)
        where TState : unmanaged, INumbers<TState, T>
    {
        if (rounded.Length == 0)
            return states.At<TState>(index);
        TState state = TState.All(T.From(0));
        for (int i = 0; i < TState.Count; ++i)
            state = state.With(i, T.FromHalf(rounded[(long)i * stride + index]));
        return state;
    }

    /// <summary>Stores a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TDevice, TState, TMatrix>(TDevice device, int index, TState state)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        if (rounded.Length == 0)
        {
            states.Store(index, state);
            return;
        }

        TState near = RoundedState.Of<T, TDevice, TState, TMatrix>(device, state);
        for (int i = 0; i < TState.Count; ++i)
            rounded[(long)i * stride + index] = T.ToHalf(near[i]);
    }

    /// <summary>The states from an element on; for the host.</summary>
    public UndersampledTape<T> From(long begin) => rounded.Length > 0
        ? new(rounded.SubView(begin, rounded.Length - begin), stride)
        : new(states.From(begin));
}
