using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>The derivative of a state through a clip; see <see cref="Adjoint.Each"/>.</summary>
/// <param name="clip">The derivative of the clip of each variable.</param>
public readonly struct ClipMap<T, TColumn>(TColumn clip) : IColumnMap<TColumn>
    where T : unmanaged, IReal<T>
    where TColumn : unmanaged, INumbers<TColumn, T>
{
    private readonly TColumn clip = clip;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TColumn Of(TColumn column) => Adjoint.Each<T, TColumn>(column, clip);
}
