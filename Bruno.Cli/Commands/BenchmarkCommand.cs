using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark</c>: what things cost, measured.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("benchmark", "Measures memory, time and accuracy, and writes tables and pictures.");
        command.Add(BenchmarkMemoryCommand.Create());
        return command;
    }
}
