using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary>Reads the lists that options take, their entries separated by commas.</summary>
internal static class CommaList
{
    /// <summary>Whole numbers.</summary>
    /// <param name="option">What the user typed before the list; messages name it.</param>
    /// <param name="text">The list.</param>
    /// <param name="least">The smallest that is allowed.</param>
    /// <exception cref="BrunoException">An entry is not one, or is given twice.</exception>
    public static IReadOnlyList<int> Integers(string option, string text, int least = 1) => [.. Names(option, text).Select(entry =>
        int.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw Fault(option, text, $"'{entry}' is not a whole number of at least {least}"))];

    /// <summary>Names.</summary>
    /// <param name="option">What the user typed before the list; messages name it.</param>
    /// <param name="text">The list.</param>
    /// <exception cref="BrunoException">An entry is empty, or is given twice.</exception>
    public static IReadOnlyList<string> Names(string option, string text)
    {
        string[] entries = text.Split(',', StringSplitOptions.TrimEntries);
        if (entries.Any(entry => entry.Length == 0))
            throw Fault(option, text, "an entry is empty");
        if (entries.CountBy(entry => entry).FirstOrDefault(entry => entry.Value > 1).Key is string repeated)
            throw Fault(option, text, $"'{repeated}' is given more than once");
        return entries;
    }

    /// <summary>Values as TOML writes them: commas within brackets, braces and quotes separate nothing.</summary>
    /// <inheritdoc cref="Integers"/>
    public static IReadOnlyList<string> Values(string option, string text)
    {
        List<string> entries = [];
        int begin = 0, depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; ++i)
        {
            char letter = text[i];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter == ',' && depth == 0)
            {
                entries.Add(text[begin..i].Trim());
                begin = i + 1;
            }
            else
            {
                depth += letter is '[' or '{' ? 1 : letter is ']' or '}' ? -1 : 0;
            }
        }

        entries.Add(text[begin..].Trim());
        return entries.All(entry => entry.Length > 0) ? entries : throw Fault(option, text, "an entry is empty");
    }

    /// <summary>A single number that must be positive.</summary>
    /// <exception cref="BrunoException">It is not (<see cref="ExitCode.Usage"/>).</exception>
    public static int Positive(string option, int value) =>
        value > 0 ? value : throw new BrunoException(ExitCode.Usage, $"{option} must be at least 1, not {value}.");

    private static BrunoException Fault(string option, string text, string reason) =>
        new(ExitCode.Usage, $"{option} {text}: {reason}. Entries are separated by commas.");
}
