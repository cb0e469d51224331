using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Benchmarks;

/// <summary>Accuracy, cost and speed of the integrators, against a converged solution.</summary>
internal static class IntegratorBenchmark
{
    /// <summary>Runs all integrators at all settings.</summary>
    /// <param name="device">Where to.</param>
    /// <param name="options">On what.</param>
    /// <param name="report">Given every row as soon as it is measured.</param>
    /// <param name="cancellation">Asked between rows.</param>
    public static IReadOnlyList<IntegratorBenchmarkRow> Run(
        ComputeDevice device, IntegratorBenchmarkOptions options, Action<IntegratorBenchmarkRow> report,
        CancellationToken cancellation)
    {
        ConvergedRun run = new(options);
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        Dictionary<string, double>[] nominal = [[]];
        return options.Precision == Precision.Double
            ? model.Use(nominal, new IntegratorTrial<Float64>(device, options, run, report, cancellation))
            : model.Use(nominal, new IntegratorTrial<Float32>(device, options, run, report, cancellation));
    }
}
