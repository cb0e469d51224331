using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno export</c>: files for others.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("export", "Writes what others need of a trained network.");
        command.Add(ExportConductancesCommand.Create());
        command.Add(ExportNirCommand.Create());
        command.Add(ExportWeightsCommand.Create());
        return command;
    }
}
