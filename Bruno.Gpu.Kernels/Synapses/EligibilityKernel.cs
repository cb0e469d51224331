using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Eligibility traces (Bellec et al., Nature Communications 2020) of the synapses of a window of time. With x the state
/// after a step, x' = f(x, I) and I the sum of w z over the presynaptic z, the trace e = dx/dw and the gradient are
/// <code>e &lt;- df/dx e + df/dI z,   dL/dw += L e_V + L_P e_P</code>
/// where L is the learning signal at the potential V and L_P that at the internal variable, which an adaptive threshold has.
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
    public static void Run<T>(
        Index1D synapse,
        SequenceShape shape,
        int inputs,
        Signal<T> presynaptic,
        LocalDerivatives<T> neurons,
        DeviceTape<T> traces,
        ArrayView<T> gradient)
        where T : unmanaged, IReal<T>
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
                DeviceState<T> e = traces[trace];
                Jacobian<T> j = neurons.StepAt(index);
                T potential = Along(j.Potential, e, z), @internal = Along(j.Internal, e, z);
                traces.Store(trace, new(potential, @internal));
                sum += neurons.SignalAt(index) * potential + neurons.InternalSignalAt(index) * @internal;
            }
        }

        gradient[synapse] = sum;
    }

    private static T Along<T>(Partials<T> derivatives, DeviceState<T> trace, T presynaptic)
        where T : unmanaged, IReal<T> =>
        Adjoint.Times(trace.Potential, derivatives.ByPotential)
        + Adjoint.Times(trace.Internal, derivatives.ByInternal)
        + derivatives.ByInput * presynaptic;
}
