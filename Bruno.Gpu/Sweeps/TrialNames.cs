using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// Names of trials from what they differ in, <c>FeLIF-3-bit,bits=3,seed=0</c>: readable, and folders on every file system and in every shell
/// without quotes. Letters with marks lose them; whatever else is no letter of ASCII, digit or one of . = + - _ becomes a dash.
/// </summary>
internal static class TrialNames
{
    private const int MostLetters = 120;

    /// <summary>The letters from À to ÿ without their marks; the runtime's own normalisation needs libraries that are not everywhere.</summary>
    private const string Unmarked = "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTsaaaaaaaceeeeiiiidnooooo-ouuuuyty";

    private const char FirstMarked = 'À';

    /// <summary>Short names of keys: as many of their last parts as tell them apart.</summary>
    public static IReadOnlyDictionary<string, string> ShortKeys(IReadOnlyCollection<string> keys)
    {
        Dictionary<string, string> shortened = [];
        foreach (string key in keys)
        {
            string[] parts = key.Split('.');
            int count = 1;
            while (count < parts.Length && (char.IsAsciiDigit(parts[^1][0]) && count == 1 || keys.Any(other => other != key && $".{other}".EndsWith($".{Tail(parts, count)}", StringComparison.Ordinal))))
                ++count;
            shortened.Add(key, Tail(parts, count));
        }

        return shortened;
    }

    /// <summary>The name of a trial.</summary>
    public static string Of(IReadOnlyList<TrialLabel> labels, IReadOnlyDictionary<string, string> shortKeys, ulong seed)
    {
        IEnumerable<string> parts = labels.Select(label => Clean(label.Key == TrialLabel.Variant ? label.Value : $"{shortKeys[label.Key]}={label.Value}"));
        string name = string.Join(',', [.. parts, string.Create(CultureInfo.InvariantCulture, $"seed={seed}")]);
        return name.Length <= MostLetters ? name : $"{name[..MostLetters]}-{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name)):x16}";
    }

    /// <exception cref="BrunoException">Two trials would have one folder, also where file systems do not tell capitals from small letters.</exception>
    public static void RequireDistinct(IReadOnlyList<Trial> trials)
    {
        if (trials.GroupBy(trial => trial.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new BrunoException(
                ExitCode.Usage, $"Two trials would have the folder '{same.Key}', those of {string.Join(" and of ", same.Take(2).Select(trial => $"'{trial.Group}'"))}: give variants names, and axes values, that differ in letters and digits.");
        }
    }

    private static string Tail(string[] parts, int count) => string.Join('.', parts[^count..]);

    private static string Clean(string text)
    {
        StringBuilder clean = new();
        foreach (char given in text.Replace("ß", "ss", StringComparison.Ordinal))
        {
            char letter = given is >= FirstMarked and < (char)(FirstMarked + 64) ? Unmarked[given - FirstMarked] : given;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '=' or '+' or '-' or '_')
                clean.Append(letter);
            else if (clean.Length > 0 && clean[^1] != '-')
                clean.Append('-');
        }

        return clean.ToString().Trim('-', '.') is { Length: > 0 } name ? name : "-";
    }
}
