using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Sweeps;

/// <summary>How many processes train the trials of a sweep.</summary>
/// <param name="Processes">How many.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record ProcessChoice(int Processes, string Reason)
{
    /// <summary>What a process takes besides the device memory of its trial: the runtime on a host, the driver's context on a GPU.</summary>
    private const long HostBytes = 250_000_000, ContextBytes = 600_000_000;

    /// <summary>The share of free memory that is used.</summary>
    private const double Share = 0.9;

    /// <summary>How long plans are made for: a search over hundreds of points differs little in memory.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>As many as the device and its memory allow: one a core, as long as what they plan fits into what is free.</summary>
    /// <param name="trials">Trials that are left.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <exception cref="Errors.BrunoException">Data or device are missing, or a network does not fit its data.</exception>
    public static ProcessChoice Of(IReadOnlyList<PlannedTrial> trials, DevicePolicy? policy)
    {
        int cores = Environment.ProcessorCount, most = Math.Min(trials.Count, cores);
        if (most <= 1)
            return new(1, trials.Count <= 1 ? "there is one trial" : "there is one core");
        using ComputeDevice device = OpenFor(trials[0].Configuration, policy);
        Stopwatch watch = Stopwatch.StartNew();
        long planned = 0;
        foreach (PlannedTrial trial in trials.DistinctBy(trial => trial.Trial.Group).TakeWhile(_ => watch.Elapsed < Patience))
            planned = Math.Max(planned, TrainingRun.Plan(trial.Configuration.Accept(), policy).Bytes);

        long free = device.IsHost ? HostDevice.FreeBytes() : device.AvailableBytes, each = planned + (device.IsHost ? HostBytes : ContextBytes);
        int fitting = (int)Math.Clamp(Share * free / each, 1, int.MaxValue);
        string memory = $"{ByteSize.Format(each)} each of {ByteSize.Format(free)} that are free";
        return fitting < most ? new(fitting, $"{memory} leave room for no more")
            : new(most, most == cores ? $"one a core, {memory}" : $"one a trial, {memory}");
    }

    private static ComputeDevice OpenFor(RunConfiguration configuration, DevicePolicy? policy) =>
        ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
}
