using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Cli.Commands;

/// <summary>Folders that commands write their tables and pictures into.</summary>
internal static class OutputFolder
{
    /// <summary>A folder of its own for each call: runs/KIND-TIME.</summary>
    public static string Usual(string kind)
    {
        string first = Path.Combine("runs", $"{kind}-{DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}"), path = first;
        // Two calls within a second.
        for (int number = 2; Directory.Exists(path); ++number)
            path = $"{first}-{number}";
        return path;
    }

    /// <summary>The folder that the user named, or the usual one. It is not made yet.</summary>
    /// <exception cref="BrunoException">It holds something and <paramref name="force"/> was not given, or is a file.</exception>
    public static string Choose(string? wanted, string kind, bool force)
    {
        string path = wanted ?? Usual(kind);
        OutputPlace.RequireFreeFolder(path, force);
        return path;
    }

    /// <summary>Makes a folder.</summary>
    /// <exception cref="BrunoException">It holds something and <paramref name="force"/> was not given, is a file, or cannot be made.</exception>
    public static string Make(string path, bool force)
    {
        OutputPlace.MakeFolder(path, force);
        return path;
    }
}
