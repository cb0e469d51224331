using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Puts every device of a layer at its initial state: entry 0 of the tape.</summary>
public static class DeviceStartKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="shape">The shape of the layer.</param>
    /// <param name="parameters">The devices.</param>
    /// <param name="tape">Receives the initial states.</param>
    public static void Run<TReal, TDevice, TState, TMatrix>(
        Index1D lane, SequenceShape shape, ParameterView<TDevice> parameters, DeviceTape<TReal> tape)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState> =>
        tape.Store(lane, parameters.OfLane(lane, shape.Neurons).Initial);
}
