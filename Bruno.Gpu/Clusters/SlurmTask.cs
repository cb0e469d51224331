using System.Globalization;

namespace Bruno.Gpu.Clusters;

/// <summary>A job or a task of a job array, as Slurm tells of it.</summary>
/// <param name="Id">The number of the job.</param>
/// <param name="Name">Number of the array and of the task, 17_3; of tasks that wait together their range, 17_[4-9]; or the number alone.</param>
/// <param name="State">Slurm's word: RUNNING, PENDING, COMPLETED, TIMEOUT, ...</param>
/// <param name="Restarts">How often it was put back into the queue.</param>
/// <param name="Nodes">Where it runs or ran; empty where it waits.</param>
/// <param name="Elapsed">How long it has run, as Slurm writes it.</param>
/// <param name="Reason">Why it waits, or how it ended; None where there is nothing to say.</param>
internal sealed record SlurmTask(string Id, string Name, string State, int Restarts, string Nodes, string Elapsed, string Reason)
{
    /// <summary>Whether its processes may exist.</summary>
    public bool IsAtWork => State is "RUNNING" or "COMPLETING" or "SUSPENDED" or "STOPPED" or "CONFIGURING" or "SIGNALING" or "STAGE_OUT" or "RESIZING";

    /// <summary>Whether it has not begun.</summary>
    public bool IsWaiting => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT" or "RESV_DEL_HOLD";

    /// <summary>A task from a line of <c>scontrol --oneliner show job</c>; none where it tells of something else.</summary>
    internal static SlurmTask? FromLine(string line)
    {
        Dictionary<string, string> fields = [];
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // The first of a name counts: commands and comments come behind, and may look like fields.
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
                fields.TryAdd(word[..equals], word[(equals + 1)..]);
        }

        if (!fields.TryGetValue("JobId", out string? id) || !fields.TryGetValue("JobState", out string? state))
            return null;
        string name = !fields.TryGetValue("ArrayJobId", out string? array) || !fields.TryGetValue("ArrayTaskId", out string? task) ? id
            : int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{array}_{task}"
            : $"{array}_[{task}]";
        _ = int.TryParse(fields.GetValueOrDefault("Restarts"), NumberStyles.None, CultureInfo.InvariantCulture, out int restarts);
        string nodes = fields.GetValueOrDefault("NodeList") is { } list && list != "(null)" ? list : "";
        return new(id, name, state, restarts, nodes, fields.GetValueOrDefault("RunTime", ""), fields.GetValueOrDefault("Reason", "None"));
    }
}
