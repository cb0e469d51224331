using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>An integrator whose outer step is a number of equal micro-steps, each a map of its own.</summary>
public interface IFixedStepIntegrator<TReal> : IIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>Micro-steps of an outer step.</summary>
    int MicroSteps { get; }

    /// <summary>One micro-step, at a current in nA.</summary>
    DeviceState<TReal> MicroStep<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>;
}
