using System.CommandLine;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep run-trials</c>: trains what is left of a sweep; several may do so at once, also on other machines.</summary>
internal static class SweepRunTrialsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        SweepRunOptions running = new();
        Argument<string> path = SweepArgument.Create();
        Command command = new("run-trials", """
            Trains trials of a sweep until none is left that this process could have. Each trial is claimed, so that any number
            of processes may do so at once, also on other machines that see the folder.

            Examples:
              bruno sweep run-trials runs/bits
              bruno sweep run-trials runs/bits --processes 1
            """);
        command.Add(path);
        running.AddTo(command, mayWork: true);
        command.SetAction((result, cancellation) =>
        {
            running.Check(result);
            string given = result.GetValue(path)!;
            SweepFolder folder = SweepFolder.Open(given);
            DeviceCatalogue.Use(folder.Sweep.DeviceLibraries);
            return Task.FromResult((int)running.Run(result, folder, given, cancellation));
        });
        return command;
    }
}
