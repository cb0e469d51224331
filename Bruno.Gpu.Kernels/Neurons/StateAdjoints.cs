using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// Derivatives of the loss with respect to the states themselves, [steps, batch, neurons], for losses that read a
/// potential. Empty views where the loss reads spikes only.
/// </summary>
public readonly struct StateAdjoints<T>(ArrayView<T> potential, ArrayView<T> @internal)
    where T : unmanaged
{
    /// <summary>With respect to the membrane potential; may be empty.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>With respect to the internal variable; may be empty.</summary>
    public readonly ArrayView<T> Internal = @internal;
}
