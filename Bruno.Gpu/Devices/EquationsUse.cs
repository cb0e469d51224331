using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>The equations of a model's default device.</summary>
/// <param name="model">The model.</param>
internal sealed class EquationsUse(IDeviceModel model) : IDeviceUse<Float64, IDeviceEquations>
{
    /// <inheritdoc/>
    public IDeviceEquations With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState> => new DeviceEquations<TDevice, TState, TMatrix>(model, devices[0]);
}
