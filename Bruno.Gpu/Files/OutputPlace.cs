using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>Where results go: nothing that is there is lost unless the user says so.</summary>
internal static class OutputPlace
{
    private const string Remedy = "Choose another with --output, or write into it with --force.";

    /// <summary>Makes a folder for results.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="force">Whether it may hold something already.</param>
    /// <param name="remedy">What to do where it does, as a sentence.</param>
    /// <exception cref="BrunoException">
    /// It holds something, or is a file (<see cref="ExitCode.Usage"/>), or cannot be made (<see cref="ExitCode.WriteFailed"/>).
    /// </exception>
    public static void MakeFolder(string path, bool force = false, string remedy = Remedy)
    {
        RequireFreeFolder(path, force, remedy);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, exception);
        }
    }

    /// <summary>Checks that a folder for results can be made. Nothing is written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="force">Whether it may hold something already.</param>
    /// <param name="remedy">What to do where it does, as a sentence.</param>
    /// <param name="files">Where it is; this machine's where not given.</param>
    /// <exception cref="BrunoException">It holds something, or is a file (<see cref="ExitCode.Usage"/>).</exception>
    public static void RequireFreeFolder(string path, bool force = false, string remedy = Remedy, IFiles? files = null)
    {
        files ??= DiskFiles.Shared;
        RequireFolder(path, files);
        if (!force && files.List(path).Count + files.ListFolders(path).Count > 0)
            throw new BrunoException(ExitCode.Usage, $"The output folder '{path}' exists and is not empty. {remedy}");
    }

    /// <summary>Checks that a file for results can take its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="force">Whether one that is there is written over.</param>
    /// <exception cref="BrunoException">There is one, or a folder of that name (<see cref="ExitCode.Usage"/>).</exception>
    public static void RequireFree(string path, bool force)
    {
        if (Directory.Exists(path))
            throw new BrunoException(ExitCode.Usage, $"'{path}' is a folder, but a file is to be written: add a name.");
        // A link to nothing leads to what is to be written. A device such as /dev/stdout or /dev/null holds nothing that could be lost.
        string target = DiskFiles.Shared.TargetOf(Path.GetFullPath(path));
        if (!force && File.Exists(target) && new FileInfo(target).Length > 0)
            throw new BrunoException(ExitCode.Usage, $"The output file '{path}' exists. Choose another name, or write over it with --force.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string folder)
            RequireFolder(folder, DiskFiles.Shared);
    }

    private static void RequireFolder(string path, IFiles files)
    {
        for (string? part = Path.GetFullPath(path); part is not null; part = Path.GetDirectoryName(part))
        {
            if (files.Exists(part))
                throw new BrunoException(ExitCode.Usage, $"The output folder '{path}' cannot be made: '{part}' is a file.");
        }
    }
}
