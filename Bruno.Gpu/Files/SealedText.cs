using System.IO.Hashing;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>A text whose last line, a comment, is the XXH128 of all before it. Without that line it may be anything.</summary>
internal static class SealedText
{
    private const string Mark = "# xxh128 of the text above: ";

    /// <summary>The text with the line.</summary>
    public static string Seal(string text) => $"{text}{Mark}{HashOf(text)}\n";

    /// <summary>The text as it was written.</summary>
    /// <param name="path">Where it was read, for the message.</param>
    /// <param name="text">The text with the line, or one that has none.</param>
    /// <exception cref="BrunoException">It is not the one that was written (<see cref="ExitCode.Data"/>).</exception>
    public static string Open(string path, string text)
    {
        int mark = text.LastIndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0)
            return text;
        return text[(mark + Mark.Length)..].TrimEnd() == HashOf(text[..mark])
            ? text
            : throw new BrunoException(
                ExitCode.Data,
                $"'{path}' is damaged, or was changed by hand: its last line is the checksum of another text. Bring back the text that the run wrote, give changes "
                    + "as options (--set KEY=VALUE), or delete the last line to go by what is there.");
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(XxHash128.Hash(AtomicFile.Utf8.GetBytes(text)));
}
