using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Devices;

/// <summary>The FeLIF neuron, <see cref="Felif{TReal}"/>.</summary>
internal sealed class FelifModel() : DeviceModel<FelifParameters>(
    "felif", "ferroelectric leaky integrate-and-fire neuron (Fehlings et al., arXiv 2505.17791)")
{
    /// <inheritdoc/>
    public override IReadOnlyList<ShownQuantity> Variables => Ferroelectric.Variables;

    /// <inheritdoc/>
    public override IReadOnlyList<ShownQuantity> Observables => Ferroelectric.Observables;

    /// <inheritdoc/>
    protected override double? SpikeEnergy(FelifParameters parameters) =>
        2 * parameters.SaturationPolarization * parameters.Area * Math.Abs(parameters.Threshold);

    /// <inheritdoc/>
    protected override double? StaticPower(FelifParameters parameters) => Math.Abs(parameters.DischargeCurrent * parameters.Threshold);

    /// <inheritdoc/>
    protected override TResult Build<T, TResult>(FelifParameters[] parameters, IDeviceUse<T, TResult> use) =>
        use.With(Array.ConvertAll(parameters, set => new Felif<T>(set)));
}
