using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Comparison;

/// <summary>Where the files of a comparison of gradients are.</summary>
/// <param name="path">The folder.</param>
internal sealed class ComparisonFolder(string path)
{
    /// <summary>A row a method, parameter array and horizon, CSV.</summary>
    public string Rows => Path.Combine(path, "gradients.csv");

    /// <summary>The same for people, Markdown.</summary>
    public string Table => Path.Combine(path, "gradients.md");

    /// <summary>Cosines and norms against the horizon; without the ending.</summary>
    public string Picture => Path.Combine(path, "gradients");

    /// <summary>The resolved configuration, TOML.</summary>
    public string Configuration => Path.Combine(path, "config.resolved.toml");

    /// <summary>What the comparison ran on, JSON.</summary>
    public string Environment => Path.Combine(path, "environment.json");

    /// <summary>A new folder, or an empty one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="force">Whether it may hold something.</param>
    /// <exception cref="BrunoException">There is one with something in it, or it cannot be made.</exception>
    public static ComparisonFolder Create(string path, bool force = false)
    {
        OutputPlace.MakeFolder(path, force);
        return new ComparisonFolder(path);
    }
}
