using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// What eligibility traces need of the neurons in a window of time, [steps, batch, neurons] each: the learning signal, and
/// the derivative of the step's map from the state and the input before it.
/// </summary>
/// <param name="signals">The learning signals at the potential.</param>
/// <param name="internalSignals">Those at the internal variables, one plane after the other; empty where a spike does not depend on them.</param>
/// <param name="steps">The derivatives of the steps.</param>
public readonly struct LocalDerivatives<T, TState, TMatrix>(
    ArrayView<T> signals, ArrayView<T> internalSignals, ArrayView<Jacobian<T, TState, TMatrix>> steps)
    where T : unmanaged, IReal<T>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly ArrayView<T> signals = signals;
    private readonly ArrayView<T> internalSignals = internalSignals;
    private readonly ArrayView<Jacobian<T, TState, TMatrix>> steps = steps;

    /// <summary>The derivative of the loss with respect to the state after a step, by the routes of that step alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState SignalAt(int index)
    {
        TState signal = TState.All(T.From(0)).With(0, signals[index]);
        if (internalSignals.Length == 0)
            return signal;
        for (int i = 1; i < TState.Count; ++i)
            signal = signal.With(i, internalSignals[signals.Length * (i - 1) + index]);
        return signal;
    }

    /// <summary>The derivative of a step, by the state before it and its input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<T, TState, TMatrix> StepAt(int index) => steps[index];

    /// <summary>Stores what belongs to a step of a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int index, TState signal, Jacobian<T, TState, TMatrix> step)
    {
        signals[index] = signal[0];
        if (internalSignals.Length > 0)
        {
            for (int i = 1; i < TState.Count; ++i)
                internalSignals[signals.Length * (i - 1) + index] = signal[i];
        }

        steps[index] = step;
    }
}
