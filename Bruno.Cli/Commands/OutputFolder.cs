using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Cli.Commands;

/// <summary>Folders that commands write their tables and pictures into.</summary>
internal static class OutputFolder
{
    /// <summary>A folder of its own for each call: runs/KIND-TIME.</summary>
    public static string Usual(string kind) =>
        Path.Combine("runs", $"{kind}-{DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");

    /// <summary>Makes the folder that the user named, or the usual one.</summary>
    /// <exception cref="BrunoException">It holds something and <paramref name="force"/> was not given, is a file, or cannot be made.</exception>
    public static string Create(string? wanted, string kind, bool force)
    {
        string path = wanted ?? Usual(kind);
        OutputPlace.MakeFolder(path, force);
        return path;
    }
}
