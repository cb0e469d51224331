using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>Names variants by what differs between them.</summary>
internal static class VariantNaming
{
    private const string Alone = "all runs";

    /// <summary>Settings that the program decides where nobody says anything.</summary>
    private static readonly string[] Decided = [".integrator", ".substeps", ".tolerance"];

    /// <summary>
    /// The settings that tell variants apart, in the order of the configuration, with the values of each variant: what follows from a setting of the same
    /// table, as parameters do from a model, is left out, and so are steps of integration that follow from a gradient method.
    /// </summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> PartsOf(IReadOnlyList<RunConfiguration> variants)
    {
        (IReadOnlyList<string> paths, IReadOnlyList<IReadOnlyDictionary<string, string>> values) = DifferencesOf(variants);
        List<string> kept = [];
        foreach (string path in paths)
        {
            bool isDecided = Decided.Any(key => path.EndsWith(key, StringComparison.Ordinal));
            if (!Follows(path, isDecided ? kept : [.. kept.Where(other => path.StartsWith(TableOf(other), StringComparison.Ordinal))], values))
                kept.Add(path);
        }

        return [.. values.Select(of => kept.ToDictionary(path => path, path => of[path]))];
    }

    /// <summary>All settings in which variants differ, and the value of each in each.</summary>
    public static (IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyDictionary<string, string>> Values) DifferencesOf(IReadOnlyList<RunConfiguration> variants)
    {
        IReadOnlyDictionary<string, SettingDifference>[] differences =
            [.. variants.Select(variant => SettingDifference.Between(variants[0], variant).ToDictionary(difference => difference.Path))];
        string[] paths = [.. differences.SelectMany(of => of.Keys).Distinct()];
        string First(string path) => differences.First(of => of.ContainsKey(path))[path].Before;
        return (paths, [.. differences.Select(of => paths.ToDictionary(path => path, path => of.TryGetValue(path, out SettingDifference? own) ? own.After : First(path)))]);
    }

    /// <summary>The names, all different: each setting by the last part of its key, or by more where that is not enough.</summary>
    public static IReadOnlyList<string> NamesOf(IReadOnlyList<IReadOnlyDictionary<string, string>> variants)
    {
        if (variants.Count < 2)
            return [.. variants.Select(_ => Alone)];
        Dictionary<string, string> labels = Labels([.. variants[0].Keys]);
        return [.. variants.Select(parts => string.Join(", ", parts.Select(part => $"{labels[part.Key]} {Shown(part.Value)}")))];
    }

    /// <summary>A short label for each key: as few of its last parts as tell it from the others.</summary>
    public static Dictionary<string, string> Labels(IReadOnlyList<string> paths)
    {
        Dictionary<string, string> labels = [];
        foreach (string path in paths)
        {
            string[] parts = path.Split('.');
            int count = 1;
            while (count < parts.Length && paths.Any(other => other != path && Tail(other, count) == Tail(path, count)))
                ++count;
            labels[path] = Tail(path, count);
        }

        return labels;
    }

    /// <summary>A value as people read it.</summary>
    public static string Shown(string toml) => toml switch
    {
        "not set" => "none",
        ['"', .. string text, '"'] => text,
        _ => toml,
    };

    private static string Tail(string path, int parts) => string.Join('.', path.Split('.')[^Math.Min(parts, path.Split('.').Length)..]);

    /// <summary>The table of a key, with the point that ends it; of a key of the configuration itself, what no other key begins with.</summary>
    private static string TableOf(string path) => path.LastIndexOf('.') is > 0 and int end ? path[..(end + 1)] : path;

    private static bool Follows(string path, IReadOnlyList<string> from, IReadOnlyList<IReadOnlyDictionary<string, string>> values) => values
        .GroupBy(of => string.Join('\n', from.Select(other => of[other])))
        .All(group => group.Select(of => of[path]).Distinct().Count() == 1);
}
