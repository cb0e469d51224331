using System.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep export</c>: a sweep as files for other programs.</summary>
internal static class SweepExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> path = SweepArgument.Create();
        Option<string?> output = new("--output") { Description = "The folder for the files (default DIR/export, whose files are replaced).", HelpName = "DIR" };
        Option<bool> force = new("--force") { Description = "Writes into a folder that is not empty." };
        Command command = new("export", """
            Writes trials.csv, a row a trial with its settings, state and figures, and the table over seeds as table.csv, table.md
            and table.tex.

            Examples:
              bruno sweep export runs/bits
              bruno sweep export runs/bits --output paper/bits
            """);
        command.Add(path);
        command.Add(output);
        command.Add(force);
        command.SetAction(result => (int)Run(result.GetValue(path)!, result.GetValue(output), result.GetValue(force)));
        return command;
    }

    private static ExitCode Run(string path, string? output, bool force)
    {
        SweepFolder folder = SweepFolder.Open(path);
        string target = OutputFolder.Make(output ?? Path.Combine(path, "export"), force || output is null);
        foreach (string file in SweepExport.Write(folder.Read(), target))
            Console.Out.WriteLine(file);
        return ExitCode.Ok;
    }
}
