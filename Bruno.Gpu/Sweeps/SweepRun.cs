using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Sweeps;

/// <summary>Runs what is left of a sweep, in this process or in several.</summary>
internal static class SweepRun
{
    /// <summary>Trains until no trial is left that can be had, or until cancelled.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="processes">How many processes train at a time; 1 trains in this one.</param>
    /// <param name="worker">How a process is started that trains trials of the sweep and tells of them on its standard output.</param>
    /// <param name="policy">Which compute devices must not be used, for the name that is asked for.</param>
    /// <param name="commandLine">What the user typed; recorded with each trial.</param>
    /// <param name="tell">Told what happens, by one thread at a time.</param>
    /// <param name="cancellation">Cancels between batches; the states of the trials are saved.</param>
    /// <exception cref="BrunoException">The folder cannot be written, or processes end as soon as they begin.</exception>
    public static SweepOutcome Run(
        SweepFolder folder, int processes, Func<ProcessStartInfo> worker, Func<string, DevicePolicy?> policy, IReadOnlyList<string> commandLine,
        Action<TrialEvent> tell, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        if (processes == 1)
            new TrialWorker(folder, policy, commandLine, tell).Run(cancellation);
        else
            new WorkerProcesses(folder, worker, tell).Run(processes, cancellation);
        return new(folder.Read(), cancellation.IsCancellationRequested, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Forgets failures, so that the trials are tried again.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="BrunoException">The folder cannot be written.</exception>
    public static int ForgetFailures(SweepFolder folder)
    {
        int count = 0;
        foreach (TrialFolder trial in folder.Trials)
        {
            using IDisposable? claim = trial.TryClaim();
            if (claim is null || trial.Read(isClaimed: true, folder.Sweep.Rungs).State != TrialState.Failed)
                continue;
            trial.ForgetFailure();
            ++count;
        }

        return count;
    }
}
