using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Simulation;

/// <summary>Drives devices with currents or voltages and records what they do, with the kernels that training uses.</summary>
internal static class Simulator
{
    /// <summary>Simulates all neurons.</summary>
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
            ? model.Use([options.Parameters], Use<Float64>(device, options, model, record, cancellation))
            : model.Use([options.Parameters], Use<Float32>(device, options, model, record, cancellation));
    }

    private static IDeviceUse<T, double?> Use<T>(
        ComputeDevice device, SimulationOptions options, IDeviceModel model, Action<int, TrajectoryPoint> record, CancellationToken cancellation)
        where T : unmanaged, IReal<T> => options.Drive switch
        {
            IPrescribedVoltage voltages => new ClampUse<T>(device, options, voltages, model, record, cancellation),
            IInputCurrent currents => new TraceUse<T>(device, options, currents, model, record, cancellation),
            _ => throw new NotSupportedException($"Nothing is driven by {options.Drive.GetType()}."),
        };
}
