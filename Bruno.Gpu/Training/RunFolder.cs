using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Training;

/// <summary>Where the files of a run are.</summary>
/// <param name="path">The folder.</param>
/// <param name="files">The files that it is among; this machine's where not given.</param>
internal sealed class RunFolder(string path, IFiles? files = null)
{
    private const string ConfigurationName = "config.resolved.toml", EnvironmentName = "environment.json", LockName = "run.lock";
    private const string CheckpointFolder = "checkpoints", PlotFolder = "plots";

    /// <summary>The names of the checkpoints that a run keeps, for <c>--checkpoint</c>.</summary>
    public static IReadOnlyList<string> CheckpointNames { get; } = ["last", "best", "previous"];

    /// <summary>The folder, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The files that it is among.</summary>
    public IFiles Files { get; } = files ?? DiskFiles.Shared;

    /// <summary>The resolved configuration, TOML.</summary>
    public string Configuration => File(ConfigurationName);

    /// <summary>Metrics of every epoch and split, CSV.</summary>
    public string Metrics => File("metrics.csv");

    /// <summary>The last state, from which the run can be resumed.</summary>
    public string LastCheckpoint => File(CheckpointFolder, "last.ckpt");

    /// <summary>The state with the lowest validation loss.</summary>
    public string BestCheckpoint => File(CheckpointFolder, "best.ckpt");

    /// <summary>The state before the last one, for the case that the last one is damaged.</summary>
    public string PreviousCheckpoint => File(CheckpointFolder, "previous.ckpt");

    /// <summary>What the run ran on, JSON.</summary>
    public string Environment => File(EnvironmentName);

    /// <summary>What came of it, JSON.</summary>
    public string Summary => File("summary.json");

    /// <summary>Loss and accuracy over the epochs, a picture; without the ending.</summary>
    public string LearningCurve => File(PlotFolder, "learning-curve");

    /// <summary>Whether a run was begun here and ended before its first checkpoint: nothing is lost where another takes its place.</summary>
    public bool IsUnbegun
    {
        get
        {
            string[] known = [Configuration, Environment, File(LockName)];
            return Files.List(Path).All(file => known.Contains(file) || AtomicFile.IsTemporary(file))
                && Files.ListFolders(Path).All(folder =>
                    System.IO.Path.GetFileName(folder) is CheckpointFolder or PlotFolder
                    && Files.ListFolders(folder).Count == 0 && Files.List(folder).All(AtomicFile.IsTemporary));
        }
    }

    /// <summary>Checks that a folder for a run could be made. Nothing is written.</summary>
    /// <exception cref="BrunoException">There is one with something in it, or a file.</exception>
    public static void RequireFree(string path, IFiles? files = null)
    {
        RunFolder folder = new(path, files);
        OutputPlace.RequireFreeFolder(folder.Path, folder.IsUnbegun, $"Choose another with --output, or go on with that run: --resume {path}", folder.Files);
    }

    /// <summary>A new folder for a run.</summary>
    /// <exception cref="BrunoException">There is one with something in it, or it cannot be made.</exception>
    public static RunFolder Create(string path, IFiles? files = null)
    {
        RequireFree(path, files);
        RunFolder folder = new(path, files);
        try
        {
            folder.Files.CreateFolder(folder.File(CheckpointFolder));
            folder.Files.CreateFolder(folder.File(PlotFolder));
            folder.Files.FlushFolder(folder.Path);
            folder.Files.FlushFolder(System.IO.Path.GetDirectoryName(folder.Path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(folder.Path, exception, folder.Files);
        }

        return folder;
    }

    /// <summary>The folder of a run that was begun.</summary>
    /// <exception cref="BrunoException">It is none.</exception>
    public static RunFolder Open(string path, IFiles? files = null)
    {
        RunFolder folder = new(path, files);
        if (!folder.Files.Exists(folder.Configuration))
        {
            bool isEmpty = folder.Files.List(folder.Path).Count + folder.Files.ListFolders(folder.Path).Count == 0;
            throw new BrunoException(ExitCode.Data, folder.IsUnbegun && !isEmpty
                ? $"'{path}' is the folder of a run that ended before anything of it was saved: start it again with --output {path}."
                : $"'{path}' is not the folder of a run: there is no {ConfigurationName} in it.");
        }

        return folder;
    }

    /// <summary>Takes the folder for this process, to write into it, and deletes what killed writers left in it.</summary>
    /// <exception cref="BrunoException">Another process writes into it, or it cannot be written to.</exception>
    public IDisposable Take()
    {
        IDisposable taken = Files.Lock(File(LockName));
        try
        {
            foreach (string folder in new[] { Path, File(CheckpointFolder), File(PlotFolder) })
                AtomicFile.CleanUp(folder, Files);
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        return taken;
    }

    /// <summary>Writes the configuration, with a checksum of its text.</summary>
    /// <exception cref="BrunoException">It cannot be written.</exception>
    public void WriteConfiguration(string toml) => AtomicFile.WriteText(Configuration, SealedText.Seal(toml), Files);

    /// <summary>The configuration, to be read when it is bound.</summary>
    /// <exception cref="BrunoException">When it is bound: its text is another than the one that was written.</exception>
    public ConfigurationSource ReadConfiguration() =>
        ConfigurationSource.FromFile(Configuration, file => SealedText.Open(file, Files.ReadText(file)));

    /// <summary>A checkpoint of the run; where the last one is damaged or missing, the one before it.</summary>
    /// <param name="name">last, best, previous, or the path of a file.</param>
    /// <param name="note">Told which one is taken, where it is another.</param>
    /// <exception cref="BrunoException">There is none that can be used.</exception>
    public Checkpoint LoadCheckpoint(string name, Action<string>? note)
    {
        if (name != CheckpointNames[0])
            return CheckpointFile.Load(PathOf(name), Files);
        try
        {
            return CheckpointFile.Load(LastCheckpoint, Files);
        }
        catch (BrunoException exception) when (Files.Exists(PreviousCheckpoint))
        {
            Checkpoint previous = CheckpointFile.Load(PreviousCheckpoint, Files);
            note?.Invoke($"{exception.Message} It goes on from the one before, '{PreviousCheckpoint}'.");
            return previous;
        }
    }

    /// <summary>Where a checkpoint is.</summary>
    /// <param name="name">last, best, previous, or the path of a file.</param>
    public string PathOf(string name) => name switch
    {
        "last" => LastCheckpoint,
        "best" => BestCheckpoint,
        "previous" => PreviousCheckpoint,
        _ => System.IO.Path.GetFullPath(name),
    };

    private string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
