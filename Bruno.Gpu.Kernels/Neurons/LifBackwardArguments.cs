using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>How a backward pass of a layer of LIF neurons goes through some steps of a window, and its adjoints.</summary>
/// <param name="surrogate">The derivative of a spike.</param>
/// <param name="carries">
/// 1: adjoints pass from a step to the one before; 0: that route is dropped, but for the one step that it takes the
/// drive to reach the potential through the synaptic current.
/// </param>
/// <param name="later">The recurrent weights that the step after the last of these steps read; the same where they do not differ.</param>
/// <param name="spikes">
/// Derivative of the loss with respect to the spikes; receives in its place that with respect to the drive.
/// </param>
/// <param name="potentials">The same with respect to the potentials, or empty.</param>
/// <param name="carried">Adjoints carried from after the window; receives those to carry on.</param>
public readonly struct LifBackwardArguments<T>(
    Surrogate<T> surrogate, int carries, RecurrentWeights<T> later, ArrayView<T> spikes, ArrayView<T> potentials, LifAdjoints<T> carried)
    where T : unmanaged, IReal<T>
{
    /// <summary>The derivative of a spike.</summary>
    public readonly Surrogate<T> Surrogate = surrogate;

    /// <summary>Whether adjoints pass from a step to the one before.</summary>
    public readonly int Carries = carries;

    /// <summary>The recurrent weights that the step after the last of these steps read.</summary>
    public readonly RecurrentWeights<T> Later = later;

    /// <summary>With respect to the spikes; receives in its place that with respect to the drive.</summary>
    public readonly ArrayView<T> Spikes = spikes;

    /// <summary>With respect to the potentials, or empty.</summary>
    public readonly ArrayView<T> Potentials = potentials;

    /// <summary>Carried from after the window; receives those to carry on.</summary>
    public readonly LifAdjoints<T> Carried = carried;
}
