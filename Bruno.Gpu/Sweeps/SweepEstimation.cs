using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>Estimates what the trials of a sweep would take of device memory and time. Nothing is trained or written.</summary>
internal static class SweepEstimation
{
    /// <summary>Estimates, once for all seeds: memory and time do not depend on them.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="withTime">Whether a training step of each is timed, which takes a second or more each.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between trials.</param>
    /// <exception cref="Errors.BrunoException">Data or device are missing, or a network does not fit its data.</exception>
    public static IReadOnlyList<TrialEstimate> Of(
        SweepPlan plan, bool withTime, DevicePolicy? policy, Action<WorkProgress>? report, CancellationToken cancellation)
    {
        List<TrialEstimate> estimates = [];
        IGrouping<string, PlannedTrial>[] groups = [.. plan.Trials.GroupBy(trial => trial.Trial.Group)];
        foreach (IGrouping<string, PlannedTrial> group in groups)
        {
            cancellation.ThrowIfCancellationRequested();
            RunConfiguration configuration = group.First().Configuration;
            MemoryPlan memory = TrainingRun.Plan(configuration.Accept(), policy);
            estimates.Add(new(group.Key, group.Count(), configuration.Training.Epochs, withTime && memory.Fits ? memory with { Time = TimeEstimation.Measure(configuration, policy) } : memory));
            report?.Invoke(new(group.Key, (double)estimates.Count / groups.Length));
        }

        return estimates;
    }
}
