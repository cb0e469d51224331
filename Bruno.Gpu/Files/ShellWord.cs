namespace Bruno.Gpu.Files;

/// <summary>Words of command lines as a POSIX shell reads them.</summary>
internal static class ShellWord
{
    /// <summary>A word, in quotes where it needs them.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=+,:@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
