using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Reproductions;

/// <summary>What an experiment measures besides its trainings.</summary>
internal static class ReproductionMeasurement
{
    /// <summary>Figures of the trials, and what is measured beside them; what was measured before is read.</summary>
    /// <param name="reproduction">The experiment.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="sweep">Its sweep; none where nothing is trained.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between measurements.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; what is complete is kept.</exception>
    public static IReadOnlyList<MeasuredResult> Of(
        Reproduction reproduction, ReproductionFolder folder, SweepFolder? sweep, IReadOnlyList<string> commandLine, Action<WorkProgress>? report,
        CancellationToken cancellation, DevicePolicy? policy = null)
    {
        IReadOnlyList<TrialStatus> trials = sweep?.Read() ?? [];
        return
        [
            .. SweepResults.Of(reproduction, trials),
            .. sweep is not null && reproduction.Chips is { } chips ? chips.Measure(trials, sweep.Trials, report, cancellation, policy) : [],
            .. sweep is not null && reproduction.Comparison is { } gradients
                ? gradients.Measure(sweep.Sweep.Shared().Bind(), folder.Gradients, commandLine, report, cancellation, policy)
                : [],
            .. reproduction.Memory is { } memory ? memory.Measure(folder.Memory, commandLine, report, cancellation, policy) : [],
        ];
    }
}
