using Bruno.Gpu.Clusters;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What Slurm says of the tasks of job arrays, and what each of them is at.</summary>
internal static class SlurmTaskView
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="tasks">The tasks; null where Slurm cannot be asked.</param>
    /// <param name="workOf">What a task has claimed.</param>
    public static void Write(IReadOnlyList<SlurmTask>? tasks, Func<SlurmTask, string?> workOf)
    {
        if (tasks is null)
        {
            Console.Out.WriteLine("Slurm cannot be asked from here: whether its tasks run is not known.");
            return;
        }

        if (tasks.Count == 0)
        {
            Console.Out.WriteLine("Slurm knows of none of the tasks any more: all have ended.");
            return;
        }

        Table table = new Table().AddColumns("task", "Slurm says", "on", "for", "is at");
        foreach (SlurmTask task in tasks)
        {
            string reason = task.Reason is "None" or "" || task.IsAtWork ? "" : $" ({task.Reason})";
            table.AddRow(Markup.Escape(task.Name), Markup.Escape($"{task.State}{reason}"), Markup.Escape(task.Nodes), task.Elapsed, Markup.Escape(workOf(task) ?? ""));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>What JSON says of the tasks; null where Slurm cannot be asked.</summary>
    public static IEnumerable<object>? Json(IReadOnlyList<SlurmTask>? tasks, Func<SlurmTask, string?> workOf) => tasks?.Select(task => new
    {
        id = task.Id,
        name = task.Name,
        state = task.State,
        restarts = task.Restarts,
        nodes = task.Nodes,
        elapsed = task.Elapsed,
        reason = task.Reason,
        is_at = workOf(task),
    });
}
