using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>
/// What one coarse step does to a small change of the potential at the threshold, <c>1 + dt d(dV/dt)/dV</c> with rates held; of FeLIF
/// <c>1 - dt (dI_leak/dV) / C</c>. Beyond magnitude 1, adjoints of the potential grow from step to step.
/// </summary>
/// <param name="stepMilliseconds">dt, ms.</param>
internal sealed class CoarseLeak(double stepMilliseconds) : IDeviceUse<Float64, double>
{
    /// <inheritdoc/>
    public double With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        TDevice device = devices[0];
        TState start = device.Initial, threshold = start - device.Excess(start) * device.ExcessGradient(start);
        return 1 + stepMilliseconds * Float64.ToDouble(device.Differentiate<Held>(threshold, Float64.From(0)).ByState[0][0]);
    }
}
