using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Devices;

/// <summary>The neuron on a physics-based ferroelectric capacitor, <see cref="Heracles{TReal}"/>.</summary>
internal sealed class HeraclesModel() : DeviceModel<HeraclesParameters>(
    "heracles", "neuron on a physics-based ferroelectric capacitor with depleted electrodes (Fehlings et al., arXiv 2410.07791)")
{
    /// <inheritdoc/>
    public override IReadOnlyList<ShownQuantity> Variables => Ferroelectric.Variables;

    /// <inheritdoc/>
    public override IReadOnlyList<ShownQuantity> Observables => Ferroelectric.Observables;

    /// <inheritdoc/>
    public override bool EulerNeedsDouble => true;

    /// <inheritdoc/>
    protected override double? SpikeEnergy(HeraclesParameters parameters) =>
        2 * parameters.SaturationPolarization * parameters.Area * Math.Abs(parameters.Threshold);

    /// <inheritdoc/>
    protected override double? StaticPower(HeraclesParameters parameters) => Math.Abs(parameters.DischargeCurrent * parameters.Threshold);

    /// <inheritdoc/>
    protected override TResult Build<T, TResult>(HeraclesParameters[] parameters, IDeviceUse<T, TResult> use) =>
        use.With(Array.ConvertAll(parameters, set => new Heracles<T>(set)));
}
