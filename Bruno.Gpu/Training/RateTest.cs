using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>
/// The learning-rate range test (Smith, WACV 2017): a fresh network is trained while the learning rate grows exponentially from batch
/// to batch, and the loss tells which rates it learns at. The schedule of the run does not act; all numbers follow from its seed.
/// </summary>
internal static class RateTest
{
    /// <summary>How much the loss of a step counts against that of the step after it.</summary>
    private const double Memory = 0.9;

    /// <summary>The multiple of its minimum at which the smoothed loss ends the test.</summary>
    private const double MostRise = 4;

    /// <summary>Makes the test.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="options">The rates.</param>
    /// <param name="report">Told after each step.</param>
    /// <param name="cancellation">Cancels between steps.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Data, device or memory are missing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RateTestResult Run(
        RunConfiguration configuration, RateTestOptions options, Action<WorkProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null)
    {
        (configuration, Dataset dataset) = configuration.Accept().LoadData();
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        device.EndOn(cancellation);
        return configuration.Precision == Precision.Double
            ? Run<Float64>(device, configuration, dataset, options, report, cancellation)
            : Run<Float32>(device, configuration, dataset, options, report, cancellation);
    }

    private static RateTestResult Run<T>(
        ComputeDevice device, RunConfiguration configuration, Dataset dataset, RateTestOptions options, Action<WorkProgress>? report,
        CancellationToken cancellation)
        where T : unmanaged, IReal<T>
    {
        using TrainingSession<T> session = new(device, configuration, dataset);
        InitialActivity<T>.ReachIn(session, configuration.Network, null);
        List<RateTestRow> rows = [];
        double sum = 0, weight = 0, lowest = double.PositiveInfinity;
        for (int step = 0; step < options.Steps; ++step)
        {
            cancellation.ThrowIfCancellationRequested();
            double rate = options.Lowest * Math.Pow(options.Highest / options.Lowest, step / (options.Steps - 1.0));
            double loss = session.TrainBatch(1 + step / session.Batches, step % session.Batches, rate);
            sum = Memory * sum + loss;
            weight = Memory * weight + 1;
            double smoothed = sum / weight;
            rows.Add(new() { Step = step + 1, LearningRate = rate, Loss = loss, SmoothedLoss = smoothed });
            report?.Invoke(new(FormattableString.Invariant($"learning rate {rate:G3}, loss {loss:F4}"), (step + 1.0) / options.Steps));
            if (!double.IsFinite(loss))
                return new(rows, RateTestEnding.NotFinite);
            if (smoothed > MostRise * lowest)
                return new(rows, RateTestEnding.LossRose);
            lowest = Math.Min(lowest, smoothed);
        }

        return new(rows, RateTestEnding.Completed);
    }
}
