using System.Diagnostics;

namespace Bruno.Cli.CommandLine;

/// <summary>This program as a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>How it is started again.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo With(IReadOnlyList<string> arguments)
    {
        string program = Environment.ProcessPath!;
        // Run by the host of .NET, the program is its first argument.
        bool isHosted = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new(program, [.. isHosted ? [typeof(OwnProcess).Assembly.Location] : Array.Empty<string>(), .. arguments]);
    }
}
