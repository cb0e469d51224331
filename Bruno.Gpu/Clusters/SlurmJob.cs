using System.Globalization;
using System.Text.Json.Serialization;

namespace Bruno.Gpu.Clusters;

/// <summary>The job of a Slurm cluster that a process runs in, so that others can ask from any machine whether it still does.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people call it: number of the array and of the task, 17_3, or the number alone.</param>
/// <param name="Restarts">How often Slurm had put it back into the queue when the process began: afterwards it is another process.</param>
internal sealed record SlurmJob(string Id, string Name, int Restarts)
{
    /// <summary>The job that this process runs in; none outside of Slurm.</summary>
    public static SlurmJob? Current { get; } = FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>Whether the process in it may still run; null where Slurm cannot be asked.</summary>
    [JsonIgnore]
    public bool? IsAlive => SlurmQueue.Recent(Id) switch
    {
        null => null,
        var tasks => tasks.FirstOrDefault(task => task.Id == Id) is { } own && own.Restarts == Restarts && own.IsAtWork,
    };

    /// <summary>The job that an environment tells of.</summary>
    internal static SlurmJob? FromEnvironment(Func<string, string?> variable)
    {
        if (variable("SLURM_JOB_ID") is not { Length: > 0 } id)
            return null;
        string name = variable("SLURM_ARRAY_JOB_ID") is { Length: > 0 } array ? $"{array}_{variable("SLURM_ARRAY_TASK_ID")}" : id;
        _ = int.TryParse(variable("SLURM_RESTART_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out int restarts);
        return new(id, name, restarts);
    }
}
