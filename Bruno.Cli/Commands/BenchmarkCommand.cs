using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno benchmark</c>: what the program costs, in figures.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("benchmark", "Measures accuracy, speed and memory on a device, and writes tables and pictures.");
        command.Add(BenchmarkMemoryCommand.Create());
        command.Add(BenchmarkTimeCommand.Create());
        command.Add(BenchmarkIntegratorsCommand.Create());
        return command;
    }
}
