using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// What eligibility traces need of the neurons in a window of time, [steps, batch, neurons] each: the learning signal at
/// the potential, and the derivative of the step's map from the state and the input before it.
/// </summary>
/// <param name="signals">The learning signals at the potential.</param>
/// <param name="internalSignals">Those at the internal variable; empty where a spike does not depend on it.</param>
/// <param name="steps">The derivatives of the steps.</param>
public readonly struct LocalDerivatives<T>(ArrayView<T> signals, ArrayView<T> internalSignals, ArrayView<Jacobian<T>> steps)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> signals = signals;
    private readonly ArrayView<T> internalSignals = internalSignals;
    private readonly ArrayView<Jacobian<T>> steps = steps;

    /// <summary>The derivative of the loss with respect to the potential after a step, by the routes of that step alone.</summary>
    public T SignalAt(int index) => signals[index];

    /// <summary>The same with respect to the internal variable.</summary>
    public T InternalSignalAt(int index) => internalSignals.Length > 0 ? internalSignals[index] : T.From(0);

    /// <summary>The derivative of a step, by the state before it and its input.</summary>
    public Jacobian<T> StepAt(int index) => steps[index];

    /// <summary>Stores what belongs to a step of a lane.</summary>
    public void Store(int index, T signal, T internalSignal, Jacobian<T> step)
    {
        signals[index] = signal;
        if (internalSignals.Length > 0)
            internalSignals[index] = internalSignal;
        steps[index] = step;
    }
}
