using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>How a backward pass of a layer of neurons goes through a window of time, and what it turns into each other.</summary>
/// <param name="surrogate">The derivative of a spike.</param>
/// <param name="carries">
/// 1: adjoints pass from a step to the one before; 0: that route is dropped, but for the one step that it takes the
/// drive of a neuron that does not answer at once to reach the potential.
/// </param>
/// <param name="outputs">
/// Derivative of the loss with respect to the output, [steps, batch, neurons]; receives in its place that with respect to the drive.
/// </param>
/// <param name="potentials">The same with respect to the potentials, or empty.</param>
/// <param name="carried">Adjoints of the states after the window, [batch, neurons]; receives those before it.</param>
/// <param name="ofOutput">Likewise of the output, by way of the neuron's own next step; empty for neurons that do not feel it.</param>
/// <param name="shares">Each lane's shares of the gradients of the coefficients, [4, batch, neurons]; empty where none is trained.</param>
/// <param name="trained">Which are trained: 1 for one of the first two, 2 for one of the last two, 3 for some of both.</param>
public readonly struct NeuronAdjoints<T>(
    Surrogate<T> surrogate, int carries, ArrayView<T> outputs, ArrayView<T> potentials, DeviceTape<T> carried, ArrayView<T> ofOutput,
    ArrayView<T> shares, int trained)
    where T : unmanaged, IReal<T>
{
    /// <summary>The derivative of a spike.</summary>
    public readonly Surrogate<T> Surrogate = surrogate;

    /// <summary>Whether adjoints pass from a step to the one before.</summary>
    public readonly int Carries = carries;

    /// <summary>With respect to the output; receives in its place that with respect to the drive.</summary>
    public readonly ArrayView<T> Outputs = outputs;

    /// <summary>With respect to the potentials, or empty.</summary>
    public readonly ArrayView<T> Potentials = potentials;

    /// <summary>Of the states, carried from after the window to before it.</summary>
    public readonly DeviceTape<T> Carried = carried;

    /// <summary>Of the output, by way of the neuron's own next step; or empty.</summary>
    public readonly ArrayView<T> OfOutput = ofOutput;

    /// <summary>Shares of the gradients of the coefficients, [4, batch, neurons]; or empty.</summary>
    public readonly ArrayView<T> Shares = shares;

    private readonly int trained = trained;

    /// <summary>Whether one of the first two coefficients is trained.</summary>
    public bool TrainsFirst => (trained & 1) != 0;

    /// <summary>Whether one of the last two is.</summary>
    public bool TrainsLast => (trained & 2) != 0;
}
