using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// How long whole training steps take, and which share each phase has of them: the same network, data and seed for every
/// gradient method and integrator. The first steps are not timed: kernels are compiled, and on the CPU the .NET compiler makes
/// its best code of them only after it has seen them run.
/// </summary>
internal static class TimeBenchmark
{
    /// <summary>How long steps are taken before they are timed, at least one.</summary>
    private const double WarmUpSeconds = 1;

    /// <summary>Runs the grid.</summary>
    /// <param name="options">The grid.</param>
    /// <param name="row">Receives each row as soon as it is known.</param>
    /// <param name="report">Told what is being done.</param>
    /// <param name="cancellation">Cancels between training steps.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <returns>The compute device.</returns>
    /// <exception cref="DeviceMemoryExceededException">A training step does not fit.</exception>
    public static ComputeDeviceDescription Run(
        TimeBenchmarkOptions options, Action<TimeRow> row, Action<WorkProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null)
    {
        using ComputeDevice device = ComputeDevice.Open(
            options.Configuration.Device, options.Configuration.Memory.LimitBytes, options.Configuration.Precision, policy);
        device.EndOn(cancellation);
        (int Horizon, int Batch, IntegratorKind Integrator, GradientKind Method)[] grid =
        [
            .. from horizon in options.Horizons
               from batch in options.Batches
               from integrator in options.Integrators
               from method in options.Methods
               select (horizon, batch, integrator, method),
        ];
        for (int i = 0; i < grid.Length; ++i)
        {
            (int horizon, int batch, IntegratorKind integrator, GradientKind method) = grid[i];
            RunConfiguration configuration = options.Configuration.WithIntegrator(integrator);
            configuration = (configuration with { Gradient = configuration.Gradient with { Method = method } }).Accept();
            report?.Invoke(new(
                string.Create(CultureInfo.InvariantCulture, $"{configuration.Gradient.Create().Name}, {integrator}, {horizon} steps, batch {batch}"),
                (double)i / grid.Length));
            row(Measure(device, options, configuration, new SequenceExtent(horizon, batch), cancellation));
        }

        report?.Invoke(new("done", 1));
        return device.Description;
    }

    private static TimeRow Measure(
        ComputeDevice device, TimeBenchmarkOptions options, RunConfiguration configuration, SequenceExtent extent,
        CancellationToken cancellation)
    {
        device.Memory.ResetPeak();
        using ITrainingTrial trial = TrainingTrials.Build(device, configuration, options.Inputs, options.Outputs, extent);
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            trial.Step();
        }
        while (watch.Elapsed.TotalSeconds < WarmUpSeconds);
        List<StepPhases> steps = new(options.Repeats);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        while (steps.Count < options.Repeats)
        {
            cancellation.ThrowIfCancellationRequested();
            steps.Add(trial.StepByPhases());
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;

        double[] seconds = [.. steps.Select(step => step.Sum).Order()];
        double median = seconds[seconds.Length / 2], sum = seconds.Sum();
        int[] units = [.. Units(configuration, options.Inputs, options.Outputs)];
        DeviceLayerConfiguration? first = configuration.Network.Layers.OfType<DeviceLayerConfiguration>().FirstOrDefault();
        return new TimeRow
        {
            Method = configuration.Gradient.Create().Name,
            Integrator = first?.Integrator?.ToString().ToLowerInvariant() ?? "",
            Setting = first is null ? "" : first.Integrator is IntegratorKind.Adaptive or IntegratorKind.Rosenbrock
                ? string.Create(CultureInfo.InvariantCulture, $"{first.Tolerance} V")
                : string.Create(CultureInfo.InvariantCulture, $"n = {first.Substeps}"),
            HorizonSteps = extent.Steps,
            Batch = extent.Batch,
            Seconds = median,
            SecondsLowest = seconds[0],
            SecondsHighest = seconds[^1],
            StepsPerSecond = 1 / median,
            SamplesPerSecond = extent.Batch / median,
            NeuronMillisecondsPerSecond = (double)units.Sum() * extent.Batch * extent.Steps / median,
            ForwardShare = steps.Sum(step => step.Forward) / sum,
            BackwardShare = steps.Sum(step => step.Backward) / sum,
            OptimizerShare = steps.Sum(step => step.Optimizer) / sum,
            DeviceBytesPeak = device.Memory.PeakBytes,
            HostBytesPerStep = allocated / steps.Count,
            Accelerator = device.Description.Name,
            Precision = configuration.Precision.ToString().ToLowerInvariant(),
            Repeats = seconds.Length,
            Seed = configuration.Seed,
        };
    }

    /// <summary>Neurons of each layer of devices.</summary>
    private static IEnumerable<int> Units(RunConfiguration configuration, int inputs, int outputs) =>
        from layer in configuration.Network.Layers.Zip(configuration.Design.Units(inputs, outputs))
        where layer.First is DeviceLayerConfiguration
        select layer.Second;
}
