namespace Bruno.Gpu.Sweeps;

/// <summary>Where a sweep stands when this process has done what it could.</summary>
/// <param name="Trials">Where its trials stand.</param>
/// <param name="WasCancelled">Whether it was cancelled.</param>
/// <param name="Seconds">How long it took this time.</param>
internal sealed record SweepOutcome(IReadOnlyList<TrialStatus> Trials, bool WasCancelled, double Seconds)
{
    /// <summary>The trials in a state.</summary>
    public IEnumerable<TrialStatus> In(TrialState state) => Trials.Where(trial => trial.State == state);
}
