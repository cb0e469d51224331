using System.Text.RegularExpressions;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// A pattern of paths, matched from the end of a path: <c>{label}</c>, <c>{group}</c> and <c>{split}</c> stand for a word of it,
/// <c>*</c> for anything within a name; case does not matter.
/// </summary>
internal sealed class FilePattern
{
    private readonly Regex regex;
    private readonly int segments;

    private FilePattern(string text)
    {
        Text = text;
        segments = text.Split('/').Length;
        string pattern = Regex.Escape(text).Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\{label}", "(?<label>[^/]+?)", StringComparison.Ordinal)
            .Replace(@"\{group}", "(?<group>[^/]+?)", StringComparison.Ordinal)
            .Replace(@"\{split}", "(?<split>[^/]+?)", StringComparison.Ordinal);
        regex = new Regex($"^{pattern}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>The pattern.</summary>
    public string Text { get; }

    /// <summary>Parses a pattern.</summary>
    public static FilePattern Of(string text) => new(text.Replace('\\', '/'));

    /// <summary>The pattern, or what is left of it without its first folders, that any path matches; null where none does.</summary>
    public static FilePattern? Fitting(string text, IReadOnlyList<string> paths)
    {
        FilePattern? pattern = Of(text);
        while (pattern is not null && !paths.Any(path => pattern.Match(path) is not null))
            pattern = pattern.WithoutFirstFolder();
        return pattern;
    }

    /// <summary>The pattern without its first folder; null where it has none.</summary>
    private FilePattern? WithoutFirstFolder() => Text.IndexOf('/') is int slash and >= 0 ? new(Text[(slash + 1)..]) : null;

    /// <summary>The words of a path; null where it does not match.</summary>
    /// <param name="path">Relative to the data, folders separated by '/'.</param>
    public (string? Label, string? Group, string? Split)? Match(string path)
    {
        string[] parts = path.Split('/');
        if (parts.Length < segments)
            return null;
        Match match = regex.Match(string.Join('/', parts[^segments..]));
        return match.Success ? (Word(match, "label"), Word(match, "group"), Word(match, "split")) : null;
    }

    private static string? Word(Match match, string name) => match.Groups[name] is { Success: true, Value: var word } ? word : null;
}
