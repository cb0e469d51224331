using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Derivatives of the loss with respect to states themselves; empty views where there are none.</summary>
/// <param name="potential">With respect to the membrane potential; may be empty.</param>
/// <param name="internal">With respect to the internal variables, one plane after the other; may be empty.</param>
/// <param name="stride">Numbers from one of these planes to the next; of no account where there is one.</param>
public readonly struct StateAdjoints<T>(ArrayView<T> potential, ArrayView<T> @internal, int stride = 0)
    where T : unmanaged, IReal<T>
{
    /// <summary>With respect to the membrane potential; may be empty.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>With respect to the internal variables; may be empty.</summary>
    public readonly ArrayView<T> Internal = @internal;

    private readonly int stride = stride;

    /// <summary>An adjoint of a state with what the loss adds to it at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState AddTo<TState>(TState adjoint, int index)
        where TState : unmanaged, INumbers<TState, T>
    {
        if (Potential.Length > 0)
            adjoint = adjoint.With(0, adjoint[0] + Potential[index]);
        if (Internal.Length > 0)
        {
            for (int i = 1; i < TState.Count; ++i)
                adjoint = adjoint.With(i, adjoint[i] + Internal[(long)(i - 1) * stride + index]);
        }

        return adjoint;
    }

    /// <summary>Those of a window of time.</summary>
    /// <param name="begin">Its first element.</param>
    public StateAdjoints<T> From(long begin) => new(Rest(Potential, begin), Rest(Internal, begin), stride);

    private static ArrayView<T> Rest(ArrayView<T> view, long begin) => view.Length > 0 ? view.SubView(begin, view.Length - begin) : view;
}
