using System.Text.RegularExpressions;

namespace Bruno.Gpu.Verification;

/// <summary>Keeps out of a report that is sent to others what tells who made it and where.</summary>
public static partial class PersonalDetails
{
    /// <summary>A text without paths, of which the last name stays, and without the names of the user and the computer.</summary>
    public static string Remove(string text)
    {
        string plain = Paths().Replace(text, match => $".../{match.Groups["name"].Value}");
        string[] names = [Environment.UserName, Environment.MachineName];
        foreach (string name in names.Where(name => name.Length > 2))
            plain = Regex.Replace(plain, $@"\b{Regex.Escape(name)}\b", "...", RegexOptions.IgnoreCase);
        return plain;
    }

    /// <summary>/a/b/name, C:\a\name, \\server\a\name and ~/a/name.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:[A-Za-z]:[\\/]|\\\\|~?/)(?:[^\s'""<>|:*?\\/]+[\\/])+(?<name>[^\s'""<>|:*?\\/]*)")]
    private static partial Regex Paths();
}
