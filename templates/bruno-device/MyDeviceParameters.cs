using Bruno.Gpu.Kernels.Devices;

namespace MyDevice;

/// <summary>The parameters: SI units, and with each its unit, its meaning and where it is from.</summary>
public sealed record MyDeviceParameters
{
    [Parameter("F", "capacitance", "change me")]
    public double Capacitance { get; init; } = 1e-12;

    // Differs from device to device.
    [Parameter("S", "conductance of the leak", "change me", Varies = true)]
    public double LeakConductance { get; init; } = 50e-12;

    [Parameter("s", "time constant of the adaptation", "change me")]
    public double AdaptationTime { get; init; } = 20e-3;

    [Parameter("V", "membrane potential at which the neuron fires", "change me")]
    public double Threshold { get; init; } = 1;
}
