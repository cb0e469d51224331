using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary>Folders that commands write their tables and pictures into.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder that the user named, or one of its own for each call.</summary>
    /// <exception cref="BrunoException">It cannot be made.</exception>
    public static string Create(string? wanted, string kind)
    {
        string time = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string path = wanted ?? Path.Combine("runs", $"{kind}-{time}");
        try
        {
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Usage, $"The output folder '{path}' cannot be made: {exception.Message}", exception);
        }
    }
}
