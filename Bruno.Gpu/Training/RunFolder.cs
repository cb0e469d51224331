using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Training;

/// <summary>Where the files of a run are.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved configuration, TOML.</summary>
    public string Configuration => File("config.resolved.toml");

    /// <summary>Metrics of every epoch and split, CSV.</summary>
    public string Metrics => File("metrics.csv");

    /// <summary>The last state, from which the run can be resumed.</summary>
    public string LastCheckpoint => File("checkpoints", "last.ckpt");

    /// <summary>The state with the lowest validation loss.</summary>
    public string BestCheckpoint => File("checkpoints", "best.ckpt");

    /// <summary>What the run ran on, JSON.</summary>
    public string Environment => File("environment.json");

    /// <summary>What came of it, JSON.</summary>
    public string Summary => File("summary.json");

    /// <summary>Loss and accuracy over the epochs, a picture; without the ending.</summary>
    public string LearningCurve => File("plots", "learning-curve");

    /// <summary>Checks that a folder for a run could be made. Nothing is written.</summary>
    /// <exception cref="BrunoException">There is one with something in it, or a file.</exception>
    public static void RequireFree(string path) => OutputPlace.RequireFreeFolder(System.IO.Path.GetFullPath(path), remedy: Remedy(path));

    /// <summary>A new folder for a run.</summary>
    /// <exception cref="BrunoException">There is one with something in it, or it cannot be made.</exception>
    public static RunFolder Create(string path)
    {
        RunFolder folder = new(path);
        OutputPlace.MakeFolder(folder.Path, remedy: Remedy(path));
        try
        {
            Directory.CreateDirectory(folder.File("checkpoints"));
            Directory.CreateDirectory(folder.File("plots"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.WriteFailed, $"The output folder '{path}' cannot be made: {exception.Message}", exception);
        }

        return folder;
    }

    /// <summary>The folder of a run that was begun.</summary>
    /// <exception cref="BrunoException">It is none.</exception>
    public static RunFolder Open(string path)
    {
        RunFolder folder = new(path);
        if (!System.IO.File.Exists(folder.Configuration))
        {
            throw new BrunoException(
                ExitCode.Data, $"'{path}' is not the folder of a run: there is no {System.IO.Path.GetFileName(folder.Configuration)} in it.");
        }

        return folder;
    }

    private static string Remedy(string path) => $"Choose another with --output, or go on with that run: --resume {path}";

    private string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
