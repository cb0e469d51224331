using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary>The folder of a sweep, as commands take it.</summary>
internal static class SweepArgument
{
    /// <summary>Makes the argument.</summary>
    public static Argument<string> Create() => new("sweep") { Description = "The folder of the sweep.", HelpName = "DIR" };
}
