using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Simulation;

/// <summary>Drives devices with currents and records what they do, with the kernels that training uses.</summary>
public static class Simulator
{
    /// <summary>Simulates all neurons of a current table.</summary>
    /// <param name="device">Where to.</param>
    /// <param name="options">What.</param>
    /// <param name="record">Given every neuron's index and point, in order of time; first the state at time 0.</param>
    /// <param name="cancellation">Asked between stretches of time.</param>
    /// <returns>The membrane potential at which the devices fire, in the unit that it is shown in; none where it is something else that fires.</returns>
    /// <exception cref="BrunoException">The model or a parameter is unknown, or makes no sense.</exception>
    public static double? Run(
        ComputeDevice device, SimulationOptions options, Action<int, TrajectoryPoint> record, CancellationToken cancellation)
    {
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        return options.Precision == Precision.Double
            ? model.Use([options.Parameters], new TraceUse<Float64>(device, options, model, record, cancellation))
            : model.Use([options.Parameters], new TraceUse<Float32>(device, options, model, record, cancellation));
    }
}
