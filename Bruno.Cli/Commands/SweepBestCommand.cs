using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep best</c>: what was best by validation.</summary>
internal static class SweepBestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> path = SweepArgument.Create();
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Option<int> count = new("--count") { Description = "How many are listed.", DefaultValueFactory = _ => 5, HelpName = "N" };
        Command command = new("best", """
            Ranks what trials differ in by the mean over their seeds of the lowest validation loss; figures of the test split are
            shown and decide nothing.

            Examples:
              bruno sweep best runs/bits
              bruno sweep best runs/bits --count 1 --json
            """);
        command.Add(path);
        command.Add(count);
        command.Add(json);
        command.SetAction(result => (int)Run(result.GetValue(path)!, CommaList.Positive("--count", result.GetValue(count)), result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string path, int count, bool json)
    {
        SweepFolder folder = SweepFolder.Open(path);
        SweepTable table = SweepTable.Of(folder.Read());
        if (table.Ranked.Count == 0)
            throw new BrunoException(ExitCode.Data, $"No trial of '{path}' is finished yet: see 'bruno sweep status {path}'.");
        SweepBestView.Write(table, folder, count, json);
        return ExitCode.Ok;
    }
}
