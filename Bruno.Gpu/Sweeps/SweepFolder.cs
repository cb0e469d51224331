using System.Diagnostics;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// The folder of a sweep: <c>sweep.toml</c> says what was asked for, <c>trials</c> holds what there is of each trial
/// (<see cref="TrialFolder"/>). Where a trial stands is read from its own files; there is nothing beside them that could say otherwise.
/// </summary>
internal sealed class SweepFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private SweepFolder(string path, SweepConfiguration sweep)
    {
        Path = path;
        Sweep = sweep;
        Trials = [.. TrialGrid.Of(sweep).Select(trial => new TrialFolder(TrialsOf(path), trial))];
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>What was asked for.</summary>
    public SweepConfiguration Sweep { get; }

    /// <summary>The trials.</summary>
    public IReadOnlyList<TrialFolder> Trials { get; }

    /// <summary>Whether a folder is that of a sweep.</summary>
    public static bool IsAt(string path) => File.Exists(FileOf(System.IO.Path.GetFullPath(path)));

    /// <summary>The folder of a sweep.</summary>
    /// <exception cref="BrunoException">It is none, or its file has faults.</exception>
    public static SweepFolder Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path), file = FileOf(full);
        return File.Exists(file)
            ? new(full, ConfigurationBinder.Bind<SweepConfiguration>(ConfigurationSource.FromFile(file)))
            : throw new BrunoException(ExitCode.Data, $"'{path}' is not the folder of a sweep: there is no {System.IO.Path.GetFileName(file)} in it.");
    }

    /// <summary>Checks that a sweep can be put into a folder: a free one, or one that it goes on in. Nothing is written.</summary>
    /// <returns>What it changes in a sweep that is there, a line each.</returns>
    /// <exception cref="BrunoException">There is something else, or another sweep.</exception>
    public static IReadOnlyList<string> RequireFor(string path, SweepPlan plan)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (File.Exists(FileOf(full)))
            return SweepExtension.Require(Open(full), plan);
        if (!IsBegun(full))
            OutputPlace.RequireFreeFolder(full, remedy: "Choose another with --output; a sweep goes on in its own folder.");
        return [];
    }

    /// <summary>Writes a sweep into a folder, or what is new of one that goes on there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">The sweep.</param>
    /// <param name="note">Told what changes in a sweep that is there.</param>
    /// <exception cref="BrunoException">There is something else, or another sweep, or the folder cannot be written.</exception>
    public static SweepFolder Write(string path, SweepPlan plan, Action<string>? note = null)
    {
        string full = System.IO.Path.GetFullPath(path);
        RequireFor(path, plan);
        MakeFolder(TrialsOf(full));
        using FolderClaim claim = TakeClaim(System.IO.Path.Combine(full, "sweep.claim"));
        // Another process may have been faster.
        IReadOnlyList<string> changes = RequireFor(path, plan);
        SweepFolder folder = new(full, plan.Sweep);
        if (changes.Count > 0)
            note?.Invoke($"The sweep is extended: {string.Join("; ", changes)}");
        foreach ((TrialFolder trial, PlannedTrial planned) in folder.Trials.Zip(plan.Trials))
            WriteWhereNew(trial.Settings, ConfigurationWriter.Write(planned.Configuration));
        if (changes.Count > 0)
            RemoveOthers(folder);
        WriteWhereNew(FileOf(full), ConfigurationWriter.Write(plan.Sweep));
        return folder;
    }

    /// <summary>Where all trials stand.</summary>
    public IReadOnlyList<TrialStatus> Read() => [.. Trials.Select(trial => trial.Read(isClaimed: false, Sweep.Rungs))];

    private static string FileOf(string path) => System.IO.Path.Combine(path, "sweep.toml");

    private static string TrialsOf(string path) => System.IO.Path.Combine(path, "trials");

    /// <summary>Whether a process was killed before it had written all of a sweep: settings of trials alone, of which none has begun.</summary>
    private static bool IsBegun(string path) =>
        Directory.Exists(TrialsOf(path)) && Directory.EnumerateDirectories(path).Count() == 1
        && !Directory.EnumerateDirectories(TrialsOf(path)).Any() && Directory.EnumerateFiles(path).All(file => System.IO.Path.GetFileName(file).StartsWith("sweep.", StringComparison.Ordinal));

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.WriteFailed, $"The output folder '{path}' cannot be made: {exception.Message}", exception);
        }
    }

    private static FolderClaim TakeClaim(string path)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (; ; )
        {
            if (FolderClaim.TryTake(path, out ProcessIdentity? owner) is { } claim)
                return claim;
            if (watch.Elapsed > Patience)
            {
                throw new BrunoException(
                    ExitCode.Usage, $"The sweep is being written by {owner}. Wait for it; if that machine is gone, remove '{path}'.");
            }

            Thread.Sleep(100);
        }
    }

    private static void WriteWhereNew(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            AtomicFile.WriteText(path, text);
    }

    /// <summary>Removes settings of trials that the sweep had before any was trained.</summary>
    private static void RemoveOthers(SweepFolder folder)
    {
        HashSet<string> own = [.. folder.Trials.Select(trial => trial.Settings)];
        foreach (string file in Directory.EnumerateFiles(TrialsOf(folder.Path), "*.toml").Where(file => !own.Contains(file)).ToArray())
            File.Delete(file);
    }
}
