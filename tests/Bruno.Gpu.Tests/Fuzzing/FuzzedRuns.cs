using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Tests.RunReports;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Files of runs, which the program writes and reads again: a disk, a person or another program may have changed them.</summary>
internal sealed class FuzzedRuns(ComputeDevice device) : IDisposable
{
    private readonly Lazy<TrainingSession<Float32>> session = new(() => new(device, SessionSetup.Classification, SessionSetup.DataOf(SessionSetup.Classification)));

    public FuzzedFormat Checkpoint()
    {
        byte[] Saved(RunState state)
        {
            using TemporaryFolder folder = new();
            SessionCheckpoint.Save(folder["last.ckpt"], state, session.Value);
            return File.ReadAllBytes(folder["last.ckpt"]);
        }

        return new("checkpoint", "last.ckpt", [Saved(new() { Epoch = 2, BestEpoch = 1, BestLoss = 0.5 }), Saved(new() { Epoch = 1, Batch = 1, EpochSeconds = 0.5 })], path =>
        {
            SessionCheckpoint.Load(path, session.Value);
            SessionCheckpoint.LoadEvaluated(path, session.Value);
        }) { Parts = new ZipParts(isSealed: true) };
    }

    public FuzzedFormat Config() => OfRun("run-config", run => run.Configuration, path => TrainingRun.ConfigurationOf(Path.GetDirectoryName(path)!)) with { Parts = new SealedParts() };

    public FuzzedFormat Summary() => OfRun("run-summary", run => run.Summary, path => JsonFile.Read<RunSummary>(path));

    public FuzzedFormat Environment() => OfRun("run-environment", run => run.Environment, path => JsonFile.Read<EnvironmentReport>(path));

    public FuzzedFormat Metrics() => OfRun("run-metrics", run => run.Metrics, path => MetricsLog.Open(path, 2).Dispose());

    public FuzzedFormat Chips() => OfRun("run-chips", run => new ChipFolder(run.Path, new()).Summary, path => JsonFile.Read<ChipReport>(path));

    public FuzzedFormat ChipRows() => OfRun("run-chip-rows", run => new ChipFolder(run.Path, new()).Rows, path => CsvTable.Read<ChipMetrics>(path));

    public FuzzedFormat Lock()
    {
        using TemporaryFolder folder = new();
        string path = folder["run.lock"];
        using FolderClaim claim = FolderClaim.TryTake(path, out _)!;
        // Without its last line end it would be waited for.
        return new("run-lock", "run.lock", [File.ReadAllBytes(path)], file =>
        {
            File.AppendAllText(file, "\n");
            FolderClaim.OwnerOf(file);
        }) { IsText = true };
    }

    public FuzzedFormat TrialFailure() => new(
        "trial-failure", "failure.json", FuzzedTexts.Texts(JsonFile.ToText(new TrialFailure(ExitCode.Diverged, "the loss is not finite", "at line 3"))),
        path => JsonFile.Read<TrialFailure>(path)) { IsText = true };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (session.IsValueCreated)
            session.Value.Dispose();
    }

    /// <summary>A file in the folder of a run, which is reported on after it was read.</summary>
    private static FuzzedFormat OfRun(string name, Func<RunFolder, string> file, Action<string> read)
    {
        using TemporaryFolder folder = new();
        RunFolder run = new(Made(folder["run"]));
        string relative = Path.GetFileName(file(run));
        return new(name, relative, [File.ReadAllBytes(file(run))], path =>
        {
            // What is refused by itself is refused by a report in the same way, and noted there.
            read(path);
            Report(Path.GetDirectoryName(path)!);
        })
        {
            IsText = true,
            Prepare = place =>
            {
                Directory.Delete(place);
                Made(place);
            },
        };
    }

    private static string Made(string folder)
    {
        MadeRuns.Write(folder, seed: 3);
        MadeRuns.WriteChips(folder, 0.9, 0.5);
        return folder;
    }

    /// <summary>Nothing in the folder of a run may end a report of many.</summary>
    private static void Report(string folder)
    {
        IReadOnlyList<Variant> variants = Variant.Of([ReportedRun.Read("run", new(folder))]);
        if (variants.Count == 0)
            return;
        ResultTables.OfVariants(variants);
        ResultTables.OfDifferences(variants);
        ResultTables.OfRuns(variants);
        ResultTables.OfEnergy(variants);
        ResultTables.OfChips(variants);
        ResultTables.OfSettings(variants);
    }
}
