using System.Text.RegularExpressions;

namespace Bruno.Gpu.Verification;

/// <summary>Keeps out of a report that is sent to others what tells who made it and where.</summary>
internal static partial class PersonalDetails
{
    /// <summary>A text without paths, of which the last name stays, and without the names of the user and the computer.</summary>
    public static string Remove(string text)
    {
        string plain = Paths().Replace(text, match => $".../{match.Groups["name"].Value}");
        string?[] names = [NameOf(() => Environment.UserName), NameOf(() => Environment.MachineName)];
        foreach (string name in names.OfType<string>().Where(name => name.Length > 1))
            plain = Regex.Replace(plain, $@"\b{Regex.Escape(name)}\b", "...", RegexOptions.IgnoreCase);
        return plain;
    }

    /// <summary>A name, or none where the system knows none, as in some containers.</summary>
    private static string? NameOf(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>/a/b/name, C:\a\name, \\server\a\name and ~/a/name.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:[A-Za-z]:[\\/]|\\\\|~?/)(?:[^\s'""<>|:*?\\/]+[\\/])+(?<name>[^\s'""<>|:*?\\/]*)")]
    private static partial Regex Paths();
}
