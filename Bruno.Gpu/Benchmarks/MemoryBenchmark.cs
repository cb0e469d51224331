using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// Memory and time of a training step against the time horizon, for gradient methods side by side: the same network, data
/// and seed. Memory is measured by the ledger of allocations; what does not fit is foreseen from the sizes of the buffers,
/// which are the same to the byte.
/// </summary>
internal sealed class MemoryBenchmark
{
    private static readonly SequenceExtent WarmUp = new(2, 2);

    private readonly MemoryBenchmarkOptions options;
    private readonly ComputeDevice device;
    private readonly long deviceBytes;
    private readonly HashSet<GradientKind> warm = [];

    private MemoryBenchmark(MemoryBenchmarkOptions options, ComputeDevice device, long deviceBytes)
    {
        this.options = options;
        this.device = device;
        this.deviceBytes = deviceBytes;
    }

    /// <summary>Runs the grid.</summary>
    /// <param name="options">The grid.</param>
    /// <param name="row">Receives each row as soon as it is known.</param>
    /// <param name="report">Told what is being done.</param>
    /// <param name="cancellation">Cancels between training steps.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <returns>The compute device.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ComputeDeviceDescription Run(
        MemoryBenchmarkOptions options, Action<MemoryRow> row, Action<WorkProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null)
    {
        using ComputeDevice device = ComputeDevice.Open(
            options.Configuration.Device, options.Configuration.Memory.LimitBytes, options.Configuration.Precision, policy);
        device.EndOn(cancellation);
        new MemoryBenchmark(options, device, device.AvailableBytes).Run(row, report, cancellation);
        return device.Description;
    }

    private void Run(Action<MemoryRow> write, Action<WorkProgress>? report, CancellationToken cancellation)
    {
        // bptt goes first, so that the ratios to it are known when the others are written.
        GradientKind[] methods = [.. options.Methods.OrderBy(method => method == GradientKind.Bptt ? 0 : 1)];
        (int Outputs, int Batch, int Substeps, int Horizon)[] grid =
        [
            .. from outputs in options.Outputs
               from batch in options.Batches
               from substeps in options.Substeps
               from horizon in options.Horizons
               select (outputs, batch, substeps, horizon),
        ];
        int done = 0;
        foreach ((int outputs, int batch, int substeps, int horizon) in grid)
        {
            SequenceExtent extent = new(horizon, batch);
            long bptt = Plan(Configuration(GradientKind.Bptt, batch, substeps), outputs, extent).Bytes;
            double? bpttSeconds = null;
            foreach (GradientKind method in methods)
            {
                cancellation.ThrowIfCancellationRequested();
                RunConfiguration configuration = Configuration(method, batch, substeps);
                report?.Invoke(new(
                    string.Create(CultureInfo.InvariantCulture, $"{configuration.Gradient.Create().Name}, {horizon} steps, batch {batch}, {substeps} micro-steps"),
                    (double)done++ / (grid.Length * methods.Length)));
                MemoryRow row = Measure(configuration, outputs, extent, substeps, cancellation);
                if (method == GradientKind.Bptt)
                    bpttSeconds = row.Seconds;
                write(row with
                {
                    SavingVsBptt = 1 - (double)row.DeviceBytesPeak / bptt,
                    TimeRatioVsBptt = row.Seconds / bpttSeconds,
                });
            }
        }

        report?.Invoke(new("done", 1));
    }

    private MemoryRow Measure(
        RunConfiguration configuration, int outputs, SequenceExtent extent, int substeps, CancellationToken cancellation)
    {
        MemoryPlan plan = Plan(configuration, outputs, extent);
        MemoryStatus status = plan.Bytes > deviceBytes || plan.LargestElements > int.MaxValue ? MemoryStatus.OutOfMemory
            : !plan.Fits || options.ComputeOnly ? MemoryStatus.Computed
            : MemoryStatus.Measured;
        double[] seconds = [];
        if (status == MemoryStatus.Measured)
        {
            try
            {
                seconds = Time(configuration, outputs, extent, cancellation);
                plan = plan with { Bytes = device.Memory.PeakBytes };
            }
            catch (DeviceMemoryExceededException)
            {
                // The device had less than it said.
                status = MemoryStatus.OutOfMemory;
            }
        }

        Array.Sort(seconds);
        bool ran = seconds.Length > 0;
        return new MemoryRow
        {
            Method = configuration.Gradient.Create().Name,
            Neuron = Neurons(configuration),
            HorizonSteps = extent.Steps,
            Substeps = substeps,
            Batch = extent.Batch,
            TapeBytes = plan.ByPurpose["tape"],
            DeviceBytesPeak = plan.Bytes,
            SavingVsBptt = 0,
            Seconds = ran ? Median(seconds) : null,
            Status = status,
            Accelerator = device.Description.Name,
            Seed = configuration.Seed,
            Outputs = outputs,
            TapeSteps = plan.TapeSteps,
            WindowSteps = plan.Window,
            Repeats = seconds.Length,
            SecondsLowest = ran ? seconds[0] : null,
            SecondsHighest = ran ? seconds[^1] : null,
            ParametersBytes = plan.ByPurpose["parameters"],
            DevicesBytes = plan.ByPurpose["devices"],
            StatesBytes = plan.ByPurpose["states"],
            CurrentsBytes = plan.ByPurpose["currents"],
            SpikesBytes = plan.ByPurpose["spikes"],
            GradientsBytes = plan.ByPurpose["gradients"],
            OptimizerBytes = plan.ByPurpose["optimizer"],
            DataBytes = plan.ByPurpose["data"],
            ScratchBytes = plan.ByPurpose["scratch"],
            SynapsesBytes = plan.ByPurpose["synapses"],
        };
    }

    private double[] Time(RunConfiguration configuration, int outputs, SequenceExtent extent, CancellationToken cancellation)
    {
        if (warm.Add(configuration.Gradient.Method))
        {
            // The first step of a method compiles its kernels.
            using ITrainingTrial small = TrainingTrials.Build(device, configuration, options.Inputs, outputs, WarmUp);
            small.Step();
        }

        device.Memory.ResetPeak();
        using ITrainingTrial trial = TrainingTrials.Build(device, configuration, options.Inputs, outputs, extent);
        List<double> seconds = [trial.Step()];
        if (seconds[0] < options.SecondsPerRow / (options.Repeats + 1))
            seconds.Clear();
        while (seconds.Count < options.Repeats && seconds.Sum() < options.SecondsPerRow)
        {
            cancellation.ThrowIfCancellationRequested();
            seconds.Add(trial.Step());
        }

        return [.. seconds];
    }

    private MemoryPlan Plan(RunConfiguration configuration, int outputs, SequenceExtent extent)
    {
        using ITrainingTrial trial = TrainingTrials.Build(device.Plan(), configuration, options.Inputs, outputs, extent);
        return trial.Memory;
    }

    private RunConfiguration Configuration(GradientKind method, int batch, int substeps)
    {
        GradientConfiguration gradient = options.Configuration.Gradient with { Method = method };
        RunConfiguration configuration = options.Configuration.WithSteps(substeps, gradient.Create().NeedsMicroSteps);
        return configuration with
        {
            Gradient = gradient,
            Training = configuration.Training with { BatchSize = batch },
        };
    }

    private static string Neurons(RunConfiguration configuration) => string.Join('+', configuration.Network.Layers.Select(layer => layer.NeuronName).OfType<string>());

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
}
