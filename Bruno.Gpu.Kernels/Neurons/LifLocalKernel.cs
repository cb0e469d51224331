using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The local derivatives of a layer of LIF neurons in a window of time, for eligibility traces. The drive reaches the
/// potential a step late, so that no route of the step alone leads to the input: its adjoint is zero.
/// </summary>
public static class LifLocalKernel
{
    /// <param name="index">The element of [steps, batch, neurons].</param>
    /// <param name="lanes">Neurons times batch elements.</param>
    /// <param name="threshold">The potential at which a neuron fires.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="states">Potentials and synaptic currents; row 0 is that before the window.</param>
    /// <param name="spikes">The spikes, likewise.</param>
    /// <param name="adjoints">Derivative of the loss with respect to the spikes; receives zero.</param>
    /// <param name="local">Receives the local derivatives.</param>
    public static void Run<TReal>(
        Index1D index,
        int lanes,
        TReal threshold,
        Surrogate<TReal> surrogate,
        ArrayView<TReal> decays,
        DeviceTape<TReal> states,
        ArrayView<Spike> spikes,
        ArrayView<TReal> adjoints,
        LocalDerivatives<TReal> local)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal alpha = Lif.ClampDecay(decays[0]), beta = Lif.ClampDecay(decays[1]);
        TReal spike = TReal.From(spikes[index].Count);
        DeviceState<TReal> before = states[index];
        TReal signal = surrogate.Derivative(states.Potential[index + lanes] - threshold) * adjoints[index];
        local.Store(
            index,
            signal,
            LifDifferentiation.ByState(before, spike, zero, alpha, beta, one, zero),
            LifDifferentiation.ByState(before, spike, zero, alpha, beta, zero, one));
        adjoints[index] = zero;
    }
}
