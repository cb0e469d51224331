using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// Device-to-device variability: <c>G -> G (1 + sigma xi)</c>, xi standard normal, drawn once a chip and device: a spread of
/// the filaments' and electrodes' geometry scales a device's whole range (Fantini et al., "Intrinsic switching variability in
/// HfO2 RRAM", IEEE International Memory Workshop 2013, tells it apart from the variability of cycles). Never negative.
/// </summary>
/// <param name="Sigma">Relative standard deviation, 1.</param>
public readonly record struct DeviceVariability(double Sigma)
{
    /// <summary>The conductance of this device, S.</summary>
    public double Apply(double conductance, double xi) => Ordering.Max(0, conductance * (1 + Sigma * xi));
}
