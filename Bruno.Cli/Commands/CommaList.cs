using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary>Lists on the command line: values separated by commas.</summary>
internal static class CommaList
{
    /// <summary>Names, at least one.</summary>
    /// <exception cref="BrunoException">There are none, or one is empty (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<string> Names(string option, string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, part => part.Length > 0)
            ? parts
            : throw new BrunoException(ExitCode.Usage, $"{option} needs values separated by commas, not '{text}'.");
    }

    /// <summary>Positive whole numbers, at least one.</summary>
    /// <exception cref="BrunoException">There are none, or one is no such number (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<int> Integers(string option, string text) => [.. Names(option, text).Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new BrunoException(ExitCode.Usage, $"{option} needs whole numbers from 1 on, separated by commas, not '{part}'."))];
}
