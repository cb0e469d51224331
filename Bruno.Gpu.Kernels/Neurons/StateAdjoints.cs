using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Derivatives of the loss with respect to states themselves; empty views where there are none.</summary>
public readonly struct StateAdjoints<T>(ArrayView<T> potential, ArrayView<T> @internal)
    where T : unmanaged, IReal<T>
{
    /// <summary>With respect to the membrane potential; may be empty.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>With respect to the internal variable; may be empty.</summary>
    public readonly ArrayView<T> Internal = @internal;

    /// <summary>An adjoint of a potential with what the loss adds to it at an index.</summary>
    public T AddPotential(T adjoint, int index) => Potential.Length > 0 ? adjoint + Potential[index] : adjoint;

    /// <summary>An adjoint of an internal variable with what the loss adds to it at an index.</summary>
    public T AddInternal(T adjoint, int index) => Internal.Length > 0 ? adjoint + Internal[index] : adjoint;

    /// <summary>Those of a window of time.</summary>
    /// <param name="begin">Its first element.</param>
    /// <param name="length">Its elements.</param>
    public StateAdjoints<T> Window(long begin, long length) => new(Part(Potential, begin, length), Part(Internal, begin, length));

    private static ArrayView<T> Part(ArrayView<T> view, long begin, long length) =>
        view.Length > 0 ? view.SubView(begin, length) : view;
}
