using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Comparison;

/// <summary>Where the files of a comparison of gradients are.</summary>
/// <param name="path">The folder.</param>
public sealed class ComparisonFolder(string path)
{
    /// <summary>A row a method, parameter array and horizon, CSV.</summary>
    public string Rows => Path.Combine(path, "gradients.csv");

    /// <summary>The same for people, Markdown.</summary>
    public string Table => Path.Combine(path, "gradients.md");

    /// <summary>Cosines against the horizon.</summary>
    public string Picture => Path.Combine(path, "gradients.png");

    /// <summary>The resolved configuration, TOML.</summary>
    public string Configuration => Path.Combine(path, "config.resolved.toml");

    /// <summary>What the comparison ran on, JSON.</summary>
    public string Environment => Path.Combine(path, "environment.json");

    /// <summary>A new folder, or an empty one.</summary>
    /// <exception cref="BrunoException">There is one with something in it, or it cannot be made.</exception>
    public static ComparisonFolder Create(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new BrunoException(ExitCode.Usage, $"The output folder '{path}' exists and is not empty. Choose another with --output.");

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Usage, $"The output folder '{path}' cannot be made: {exception.Message}", exception);
        }

        return new ComparisonFolder(path);
    }
}
