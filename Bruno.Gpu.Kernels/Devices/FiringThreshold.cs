using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>The threshold of devices that have one; see <see cref="IDevice{TSelf,TReal,TState,TMatrix}.FiresByPotential"/>.</summary>
public static class FiringThreshold
{
    /// <summary>The potential at which a device fires, V, to the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Of<TDevice, TReal, TState, TMatrix>(TDevice device)
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TReal : unmanaged, IReal<TReal>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState> => -device.Excess(TState.All(TReal.From(0)));
}
