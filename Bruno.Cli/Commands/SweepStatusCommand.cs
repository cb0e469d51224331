using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.JobArrays;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep status</c>: where the trials of a sweep stand.</summary>
internal static class SweepStatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> path = SweepArgument.Create();
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("status", """
            Lists the trials of a sweep by state: running (by which process), stopped, paused at a rung, finished, failed with
            their message, not started. Read from the folder, also while it runs; where Slurm does the work, with what it says of
            the tasks.

            Example:
              bruno sweep status runs/bits
            """);
        command.Add(path);
        command.Add(json);
        command.SetAction(result => (int)Run(result.GetValue(path)!, result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string path, bool json)
    {
        JobArrayFolder arrays = new(path);
        SweepStatusView.Write(SweepFolder.Open(path).Read(), arrays.Submitted().Count, arrays.Tasks(), json);
        return ExitCode.Ok;
    }
}
