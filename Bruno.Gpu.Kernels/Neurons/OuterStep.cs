using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The rule of spike and reset: a device that fired in one outer step spends the whole next one in reset. Two passes have it in another
/// form, because their lanes go on with their next outer step while their neighbours still are at theirs:
/// <see cref="AdaptiveForwardKernel"/> for the lanes of a warp (1.7 to 2.1 times less work, counted), and the host's for the lanes of a
/// vector (2.1 times as fast, measured). <see cref="DeviceTraceKernel"/> records what is between, in reset as well.
/// </summary>
public static class OuterStep
{
    /// <summary>The state one outer step later.</summary>
    /// <param name="outerStep">How an outer step is made that is not spent in reset.</param>
    /// <param name="device">The device.</param>
    /// <param name="state">The state before.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="step">The step of the window.</param>
    /// <param name="lanes">Batch elements times neurons.</param>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TState Next<TReal, TDevice, TState, TMatrix, TStep>(
        TStep outerStep, TDevice device, TState state, TReal current, int step, int lanes, int lane)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TStep : struct, IOuterStep<TReal, TDevice, TState> =>
        device.Fires(state) ? device.Reset(state) : outerStep.Advance(device, state, current, step, lanes, lane);
}
