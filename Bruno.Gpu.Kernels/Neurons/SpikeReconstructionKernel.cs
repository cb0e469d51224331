using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Makes spikes again from the potentials on the tape.</summary>
public static class SpikeReconstructionKernel
{
    /// <param name="index">The element of the tape, [rows, batch, neurons].</param>
    /// <param name="sequence">The devices and their tape.</param>
    /// <param name="spikes">Receives the spike that goes with each state.</param>
    public static void Run<TReal, TDevice>(Index1D index, DeviceSequence<TReal, TDevice> sequence, ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        int lanes = sequence.Shape.Lanes;
        spikes[index] = new Spike(sequence.DeviceOf(index % lanes).Fires(sequence.Tape.PotentialAt(index)));
    }
}
