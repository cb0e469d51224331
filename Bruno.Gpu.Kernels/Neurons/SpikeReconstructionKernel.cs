using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Makes spikes again from the states on the tape.</summary>
public static class SpikeReconstructionKernel
{
    /// <param name="index">The element of the tape, [rows, batch, neurons].</param>
    /// <param name="sequence">The devices and their tape.</param>
    /// <param name="spikes">Receives the spike that goes with each state.</param>
    public static void Run<TReal, TDevice, TState, TMatrix>(Index1D index, DeviceSequence<TReal, TDevice> sequence, ArrayView<Spike> spikes)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    {
        int lanes = sequence.Shape.Lanes;
        spikes[index] = new Spike(sequence.DeviceOf(index % lanes).Fires(sequence.Tape.At<TState>(index)));
    }
}
