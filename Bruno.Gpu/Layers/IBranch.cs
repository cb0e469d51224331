using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Something that depends on a layer's output besides the layer behind it, and adds to its adjoint: after the layers above have
/// written theirs, before the layer's own backward pass over the window.
/// </summary>
internal interface IBranch<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>The layer whose output it depends on.</summary>
    ILayer<T> Source { get; }

    /// <summary>Whether what it adds at a step is known before the rest of the sequence is seen.</summary>
    bool IsStepwise { get; }

    /// <summary>Adds to the output adjoint of <see cref="Source"/>.</summary>
    void AddAdjoint(TimeWindow window);
}
