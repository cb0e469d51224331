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
    /// <param name="sequence">What the forward pass read and wrote.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="adjoints">Derivative of the loss with respect to the spikes; receives zero.</param>
    /// <param name="local">Receives the local derivatives.</param>
    public static void Run<TReal>(
        Index1D index,
        LifSequence<TReal> sequence,
        Surrogate<TReal> surrogate,
        ArrayView<TReal> adjoints,
        LocalDerivatives<TReal> local)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        TReal alpha = Lif.ClampDecay(sequence.Decays[0]), beta = Lif.ClampDecay(sequence.Decays[1]);
        TReal spike = TReal.From(sequence.Spikes[index].Count);
        DeviceState<TReal> before = sequence.States[index];
        TReal signal = surrogate.Derivative(sequence.States.Potential[index + sequence.Shape.Lanes] - sequence.Threshold) * adjoints[index];
        local.Store(
            index,
            signal,
            new(LifDifferentiation.ByState(before, spike, zero, alpha, beta, one, zero),
                LifDifferentiation.ByState(before, spike, zero, alpha, beta, zero, one)));
        adjoints[index] = zero;
    }
}
