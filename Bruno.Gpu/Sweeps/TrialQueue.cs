using Bruno.Gpu.Files;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// Gives out trials, one at a time. Any number of processes, on any machines that see the folder, have a queue each: what is left to do is
/// read from the folder, and each trial is claimed.
/// </summary>
internal sealed class TrialQueue(SweepFolder folder)
{
    /// <summary>Trials that are finished or failed, which nothing changes any more.</summary>
    private readonly Dictionary<TrialFolder, TrialStatus> settled = [];

    /// <summary>Whether nothing can be taken now, but may be when others have finished theirs.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Takes a trial that there is something to do of; none where no one can be had.</summary>
    /// <exception cref="Errors.BrunoException">The folder cannot be written.</exception>
    public TrialJob? Take()
    {
        IsWaiting = false;
        IReadOnlyList<int> rungs = folder.Sweep.Rungs;
        if (rungs.Count == 0)
            return folder.Trials.Where(trial => !settled.ContainsKey(trial)).Select(TryTake).FirstOrDefault(job => job is not null);

        TrialStatus[] all = [.. folder.Trials.Select(Look)];
        foreach (int number in Halving.Next(all, rungs, folder.Sweep.Reduction))
        {
            if (TryTake(folder.Trials[number]) is { } job)
                return job;
        }

        IsWaiting = all.Any(status => status.State == TrialState.Running);
        return null;
    }

    private TrialStatus Look(TrialFolder trial)
    {
        if (settled.TryGetValue(trial, out TrialStatus? known))
            return known;
        TrialStatus status = trial.Read(isClaimed: false, folder.Sweep.Rungs);
        if (IsSettled(status))
            settled.Add(trial, status);
        return status;
    }

    private TrialJob? TryTake(TrialFolder trial)
    {
        if (trial.TryClaim() is not { } claim)
            return null;
        TrialStatus status = trial.Read(isClaimed: true, folder.Sweep.Rungs);
        if (!IsSettled(status))
            return new(trial, claim, status, Halving.RungAfter(status.EpochsDone, folder.Sweep.Rungs));
        settled[trial] = status;
        claim.Dispose();
        return null;
    }

    private static bool IsSettled(TrialStatus status) => status.State is TrialState.Finished or TrialState.Failed;
}
