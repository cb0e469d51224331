using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Eligibility traces (Bellec et al., Nature Communications 2020) of the synapses of a window of time. With x the state
/// after a step, x' = f(x, I) and I the sum of w z over the presynaptic z, the trace e = dx/dw and the gradient are
/// <code>e &lt;- df/dx e + df/dI z,   dL/dw += L^T e</code>
/// where L is the learning signal at the state: at the potential V, and at what else decides on a spike.
/// </summary>
public static class EligibilityKernel
{
    /// <param name="synapse">The synapse, input times neurons plus neuron.</param>
    /// <param name="shape">The shape of the window of the neurons.</param>
    /// <param name="inputs">Presynaptic units.</param>
    /// <param name="presynaptic">z, [steps, batch, inputs].</param>
    /// <param name="neurons">The derivatives of the neurons' steps.</param>
    /// <param name="traces">The traces, [batch, inputs, neurons].</param>
    /// <param name="gradient">Each synapse's gradient is added to its entry.</param>
    public static void Run<T, TState, TMatrix>(
        Index1D synapse,
        SequenceShape shape,
        int inputs,
        Signal<T> presynaptic,
        LocalDerivatives<T, TState, TMatrix> neurons,
        DeviceTape<T> traces,
        ArrayView<T> gradient)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        int input = synapse / shape.Neurons, neuron = synapse % shape.Neurons;
        T sum = gradient[synapse];
        for (int step = 0; step < shape.Steps; ++step)
        {
            for (int element = 0; element < shape.Batch; ++element)
            {
                int row = step * shape.Batch + element;
                int index = row * shape.Neurons + neuron, trace = (element * inputs + input) * shape.Neurons + neuron;
                T z = presynaptic[row * inputs + input];
                TState e = Along(neurons.StepAt(index), traces.At<TState>(trace), z);
                traces.Store(trace, e);
                sum += TMatrix.Dot(e, neurons.SignalAt(index));
            }
        }

        gradient[synapse] = sum;
    }

    private static TState Along<T, TState, TMatrix>(Jacobian<T, TState, TMatrix> step, TState trace, T presynaptic)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        TMatrix byState = step.ByState;
        TState next = Adjoint.Each<T, TState>(TState.All(trace[0]), byState[0]);
        for (int i = 1; i < TState.Count; ++i)
            next += Adjoint.Each<T, TState>(TState.All(trace[i]), byState[i]);
        return next + presynaptic * step.ByInput;
    }
}
