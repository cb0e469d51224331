using ILGPU;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The one way to a device's parameters: one set shared by all neurons of a layer, or one set a neuron (device-to-device
/// variability).
/// </summary>
/// <typeparam name="TDevice">The model.</typeparam>
public readonly struct ParameterView<TDevice>(ArrayView<TDevice> sets, int stride)
    where TDevice : unmanaged
{
    private readonly ArrayView<TDevice> sets = sets;
    private readonly int stride = stride;

    /// <summary>The parameters of a neuron.</summary>
    public TDevice Of(int neuron) => sets[neuron * stride];
}
