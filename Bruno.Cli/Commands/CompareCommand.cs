using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno compare</c>: methods against each other on the same network.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("compare", "Compares methods with each other on the same network and data.");
        command.Add(CompareGradientsCommand.Create());
        return command;
    }
}
