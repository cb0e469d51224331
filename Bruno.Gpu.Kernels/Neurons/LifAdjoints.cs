using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What the backward pass of a LIF layer carries from step to step for each lane, [batch, neurons] each.</summary>
public readonly struct LifAdjoints<T>(
    ArrayView<T> potential, ArrayView<T> current, ArrayView<T> drive, ArrayView<T> alpha, ArrayView<T> beta)
    where T : unmanaged
{
    /// <summary>Adjoint of the membrane potential.</summary>
    public readonly ArrayView<T> Potential = potential;

    /// <summary>Adjoint of the synaptic current.</summary>
    public readonly ArrayView<T> Current = current;

    /// <summary>Adjoint of the drive of the first step after the window; empty without recurrence.</summary>
    public readonly ArrayView<T> Drive = drive;

    /// <summary>This lane's share of the gradient of alpha, before the clamp.</summary>
    public readonly ArrayView<T> Alpha = alpha;

    /// <summary>This lane's share of the gradient of beta, before the clamp.</summary>
    public readonly ArrayView<T> Beta = beta;
}
