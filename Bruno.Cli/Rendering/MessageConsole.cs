using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Standard error, for messages and progress: standard output is for results.</summary>
internal static class MessageConsole
{
    private static readonly Lazy<IAnsiConsole> Shared = new(() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>The terminal; a message that comes while it shows progress goes above that.</summary>
    public static IAnsiConsole Terminal => Shared.Value;

    /// <summary>Writes a line, whole where it does not go to a terminal.</summary>
    public static void WriteLine(string text)
    {
        if (Console.IsErrorRedirected)
            Console.Error.WriteLine(text);
        else
            Terminal.WriteLine(text);
    }
}
