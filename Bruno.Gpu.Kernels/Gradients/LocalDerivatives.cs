using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// What eligibility traces need of the neurons in a window of time, [steps, batch, neurons] each: the learning signal at
/// the potential, and the derivative of the step's map from the state and the input before it.
/// </summary>
public readonly struct LocalDerivatives<T>(
    ArrayView<T> signal,
    ArrayView<T> potentialByPotential,
    ArrayView<T> potentialByInternal,
    ArrayView<T> potentialByInput,
    ArrayView<T> internalByPotential,
    ArrayView<T> internalByInternal,
    ArrayView<T> internalByInput)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> signal = signal;
    private readonly ArrayView<T> potentialByPotential = potentialByPotential;
    private readonly ArrayView<T> potentialByInternal = potentialByInternal;
    private readonly ArrayView<T> potentialByInput = potentialByInput;
    private readonly ArrayView<T> internalByPotential = internalByPotential;
    private readonly ArrayView<T> internalByInternal = internalByInternal;
    private readonly ArrayView<T> internalByInput = internalByInput;

    /// <summary>The derivative of the loss with respect to the potential after a step, by the routes of that step alone.</summary>
    public T SignalAt(int index) => signal[index];

    /// <summary>The derivatives of the potential after a step.</summary>
    public Partials<T> PotentialAt(int index) =>
        new(potentialByPotential[index], potentialByInternal[index], potentialByInput[index]);

    /// <summary>The derivatives of the internal variable after a step.</summary>
    public Partials<T> InternalAt(int index) =>
        new(internalByPotential[index], internalByInternal[index], internalByInput[index]);

    /// <summary>Stores what belongs to a step of a lane.</summary>
    public void Store(int index, T learningSignal, Partials<T> potential, Partials<T> @internal)
    {
        signal[index] = learningSignal;
        potentialByPotential[index] = potential.ByPotential;
        potentialByInternal[index] = potential.ByInternal;
        potentialByInput[index] = potential.ByInput;
        internalByPotential[index] = @internal.ByPotential;
        internalByInternal[index] = @internal.ByInternal;
        internalByInput[index] = @internal.ByInput;
    }
}
