using ILGPU;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The one way to a device's parameters: one set shared by all neurons of a layer, one set a neuron (device-to-device
/// variability), or one set a neuron of each of several chips that share a batch.
/// </summary>
/// <typeparam name="TDevice">The model.</typeparam>
public readonly struct ParameterView<TDevice>
    where TDevice : unmanaged
{
    private readonly ArrayView<TDevice> sets;
    private readonly int stride;
    private readonly int lanesPerChip;

    /// <summary>The parameters of one chip.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="stride">0: one for all neurons; 1: one a neuron.</param>
    public ParameterView(ArrayView<TDevice> sets, int stride)
        : this(sets, stride, int.MaxValue)
    {
    }

    /// <summary>The parameters of several chips, [chips, neurons].</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="stride">0: one for all neurons; 1: one a neuron and chip.</param>
    /// <param name="lanesPerChip">Neurons times batch elements of a chip.</param>
    public ParameterView(ArrayView<TDevice> sets, int stride, int lanesPerChip)
    {
        this.sets = sets;
        this.stride = stride;
        this.lanesPerChip = lanesPerChip;
    }

    /// <summary>The parameters of a neuron of the first chip.</summary>
    public TDevice Of(int neuron) => sets[neuron * stride];

    /// <summary>The parameters of a lane: batch element times neurons plus neuron.</summary>
    public TDevice OfLane(int lane, int neurons) => sets[(lane / lanesPerChip * neurons + lane % neurons) * stride];
}
