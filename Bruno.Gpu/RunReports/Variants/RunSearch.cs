using System.Text.RegularExpressions;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>Finds the folders of runs: those that are named, and all below folders that are named, such as sweeps.</summary>
internal static partial class RunSearch
{
    private static readonly EnumerationOptions Folders = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The folders with their names, each once, in the order of the paths and below each by name, numbers by size.</summary>
    /// <param name="paths">Folders of runs, or folders that hold such anywhere below.</param>
    /// <exception cref="BrunoException">A path is no folder, or holds no run (<see cref="ExitCode.Data"/>).</exception>
    public static IReadOnlyList<(string Name, RunFolder Folder)> Find(IReadOnlyList<string> paths)
    {
        List<(string Name, RunFolder Folder)> found = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            if (!Directory.Exists(root))
                throw new BrunoException(ExitCode.Data, $"There is no folder '{path}'. Name the folder of a run or of a sweep.");
            int before = found.Count;
            bool hasAny = false;
            foreach (RunFolder folder in Below(root))
            {
                hasAny = true;
                if (known.Add(folder.Path))
                    found.Add((NameOf(folder.Path, root), folder));
            }

            if (!hasAny)
                throw new BrunoException(ExitCode.Data, $"'{path}' holds no run: there is no config.resolved.toml in it or below.");
            found.Sort(before, found.Count - before, Comparer<(string Name, RunFolder Folder)>.Create((a, b) => Order(a.Name, b.Name)));
        }

        return Distinct(found);
    }

    private static IEnumerable<RunFolder> Below(string path)
    {
        RunFolder folder = new(path);
        if (File.Exists(folder.Configuration))
            return [folder];
        return Directory.EnumerateDirectories(path, "*", Folders).SelectMany(Below);
    }

    /// <summary>A run is called by its folder, below a folder by the way to it, trials/ of a sweep left out.</summary>
    private static string NameOf(string path, string root)
    {
        if (path == root)
            return Path.GetFileName(path);
        string name = Path.GetRelativePath(root, path).Replace('\\', '/');
        return name.StartsWith("trials/", StringComparison.Ordinal) ? name["trials/".Length..] : name;
    }

    /// <summary>Names that are there twice, of several sweeps, get the name of the folder above.</summary>
    private static IReadOnlyList<(string Name, RunFolder Folder)> Distinct(List<(string Name, RunFolder Folder)> found)
    {
        HashSet<string> repeated = [.. found.CountBy(entry => entry.Name).Where(entry => entry.Value > 1).Select(entry => entry.Key)];
        return [.. found.Select(entry => repeated.Contains(entry.Name) ? (entry.Folder.Path, entry.Folder) : entry)];
    }

    /// <summary>By letters, digits together as a number: seed 9 before seed 10.</summary>
    private static int Order(string first, string second) => string.CompareOrdinal(Padded(first), Padded(second));

    private static string Padded(string name) => Digits().Replace(name, number => number.Value.PadLeft(20, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
