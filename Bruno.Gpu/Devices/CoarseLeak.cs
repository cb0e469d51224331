using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Devices;

/// <summary>
/// What one coarse step does to a small change of the potential at the threshold, <c>1 + dt d(dV/dt)/dV</c> with rates held; of FeLIF
/// <c>1 - dt (dI_leak/dV) / C</c>. Beyond magnitude 1, adjoints of the potential grow from step to step.
/// </summary>
/// <param name="stepMilliseconds">dt, ms.</param>
internal sealed class CoarseLeak(double stepMilliseconds) : IDeviceUse<Float64, double>
{
    /// <inheritdoc/>
    public double With<TDevice>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, Float64>
    {
        TDevice device = devices[0];
        DeviceState<Dual<Float64, Held, Partials<Float64>>> rates = RateDifferentiation.Evaluate<TDevice, Float64, Held>(
            device, new DeviceState<Float64>(device.Threshold, device.Initial.Internal), Float64.From(0));
        return 1 + stepMilliseconds * Float64.ToDouble(rates.Potential.Partials.ByPotential);
    }
}
