using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>States of a layer or their adjoints, one row [batch, neurons] after the other, each variable in a plane of its own.</summary>
/// <param name="potential">The first variable, membrane potentials.</param>
/// <param name="internal">The others, one plane after the other; empty where there are none.</param>
/// <param name="stride">Numbers from one of these planes to the next; of no account where there is one.</param>
public readonly struct DeviceTape<T>(ArrayView<T> potential, ArrayView<T> @internal, int stride = 0)
    where T : unmanaged, IReal<T>
{
    /// <summary>Membrane potentials.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>Internal variables.</summary>
    public readonly ArrayView<T> Internal = @internal;

    private readonly int stride = stride;

    /// <summary>The state of two variables at an index of the arrays.</summary>
    public DeviceState<T> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Potential[index], Internal[index]);
    }

    /// <summary>The state at an index of the arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState At<TState>(int index)
        where TState : unmanaged, INumbers<TState, T>
    {
        TState state = TState.All(Potential[index]);
        for (int i = 1; i < TState.Count; ++i)
            state = state.With(i, Internal[(long)(i - 1) * stride + index]);
        return state;
    }

    /// <summary>Stores a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TState>(int index, TState state)
        where TState : unmanaged, INumbers<TState, T>
    {
        Potential[index] = state[0];
        for (int i = 1; i < TState.Count; ++i)
            Internal[(long)(i - 1) * stride + index] = state[i];
    }

    /// <summary>The states from an element on.</summary>
    public DeviceTape<T> From(long begin) => new(Rest(Potential, begin), Rest(Internal, begin), stride);

    private static ArrayView<T> Rest(ArrayView<T> view, long begin) => view.Length > 0 ? view.SubView(begin, view.Length - begin) : view;
}
