using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bruno.Gpu.Clusters;

/// <summary>Asks Slurm about jobs.</summary>
internal static class SlurmQueue
{
    /// <summary>How long an answer counts: whoever waits for a job asks many times a second.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private static readonly ConcurrentDictionary<string, (long Asked, IReadOnlyList<SlurmTask>? Tasks)> Answers = new();

    /// <summary>The tasks of a job that Slurm still knows; empty where it knows none, null where it cannot be asked.</summary>
    /// <param name="job">The number of the job, or of the array.</param>
    public static IReadOnlyList<SlurmTask>? Read(string job)
    {
        SlurmProgram.Result? answer = SlurmProgram.Run("scontrol", ["--oneliner", "show", "job", job]);
        if (answer is null)
            return null;
        if (answer.ExitCode != 0)
            return answer.Errors.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase) ? [] : null;
        return [.. answer.Output.Split('\n').Select(SlurmTask.FromLine).OfType<SlurmTask>()];
    }

    /// <summary>The same, not asked again within some seconds.</summary>
    internal static IReadOnlyList<SlurmTask>? Recent(string job)
    {
        if (Answers.TryGetValue(job, out (long Asked, IReadOnlyList<SlurmTask>? Tasks) known) && Stopwatch.GetElapsedTime(known.Asked) < Freshness)
            return known.Tasks;
        IReadOnlyList<SlurmTask>? tasks = Read(job);
        Answers[job] = (Stopwatch.GetTimestamp(), tasks);
        return tasks;
    }
}
