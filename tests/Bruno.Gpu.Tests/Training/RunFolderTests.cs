using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>What a run's folder says of itself: begun or not, which checkpoint can be used, whether its settings are as they were.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ARunThatEndedBeforeItsFirstCheckpointLeavesRoomForAnother()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        run.WriteConfiguration("seed = 1\n");
        File.WriteAllText(run.Environment, "{}");
        File.WriteAllText($"{run.LastCheckpoint}.2147483647-0123abcd.tmp", "half of it");
        Assert.True(run.IsUnbegun);
        RunFolder.RequireFree(folder["run"]);
        RunFolder.Create(folder["run"]).Take().Dispose();
        Assert.Empty(Directory.GetFiles(folder["run/checkpoints"]));

        File.WriteAllText(run.LastCheckpoint, "");
        Assert.False(run.IsUnbegun);
        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => RunFolder.RequireFree(folder["run"])).ExitCode);
        File.Delete(run.LastCheckpoint);
        File.WriteAllText(folder["run/notes.txt"], "mine");
        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => RunFolder.RequireFree(folder["run"])).ExitCode);
    }

    [Fact]
    public void AFolderWithoutSettingsIsNoRun()
    {
        Assert.Contains("is not the folder of a run", Assert.Throws<BrunoException>(() => RunFolder.Open(folder["none"])).Message);
        RunFolder.Create(folder["run"]);
        Assert.Contains("start it again with --output", Assert.Throws<BrunoException>(() => RunFolder.Open(folder["run"])).Message);
    }

    [Fact]
    public void ADamagedCheckpointIsNamedAndTheOneBeforeItUsed()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        foreach (int epoch in new[] { 1, 2, 3 })
            CheckpointFile.Save(run.LastCheckpoint, new Checkpoint(new RunState { Epoch = epoch }), keep: run.PreviousCheckpoint);
        CheckpointFile.Save(run.BestCheckpoint, new Checkpoint(new RunState { Epoch = 1 }));
        List<string> notes = [];
        int EpochOf(string name) => run.LoadCheckpoint(name, notes.Add).HeaderAs<RunState>().Epoch;
        Assert.Equal((3, 2, 1), (EpochOf("last"), EpochOf("previous"), EpochOf("best")));
        Assert.Equal(1, EpochOf(folder["run/checkpoints/best.ckpt"]));
        Assert.Empty(notes);

        byte[] content = File.ReadAllBytes(run.LastCheckpoint);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(run.LastCheckpoint, content);
        Assert.Equal(2, EpochOf("last"));
        Assert.Contains(run.LastCheckpoint, Assert.Single(notes));
        Assert.Contains(run.PreviousCheckpoint, notes[0]);
        File.Delete(run.LastCheckpoint);
        Assert.Equal(2, EpochOf("last"));
        File.Delete(run.PreviousCheckpoint);
        Assert.Contains(run.LastCheckpoint, Assert.Throws<BrunoException>(() => EpochOf("last")).Message);
        Assert.Equal(1, EpochOf("best"));
    }

    /// <summary>No byte of a checkpoint can change unnoticed.</summary>
    [Fact]
    public void EveryByteOfACheckpointCounts()
    {
        Checkpoint checkpoint = new(new RunState { Epoch = 1 });
        checkpoint.Add("a", new[] { 1.5, -2 });
        CheckpointFile.Save(folder["a.ckpt"], checkpoint);
        byte[] whole = File.ReadAllBytes(folder["a.ckpt"]);
        for (int position = 0; position < whole.Length; ++position)
        {
            byte[] changed = [.. whole];
            changed[position] ^= 0x10;
            File.WriteAllBytes(folder["b.ckpt"], changed);
            try
            {
                // Without the mark of the seal it is a file of an earlier version, whose parts have checksums.
                Assert.Equal([1.5, -2], CheckpointFile.Load(folder["b.ckpt"]).Get<double>("a"));
                Assert.InRange(position, whole.Length - 70, whole.Length);
            }
            catch (BrunoException exception)
            {
                Assert.Equal(ExitCode.Data, exception.ExitCode);
            }
        }

        File.WriteAllBytes(folder["b.ckpt"], [.. whole, 0]);
        Assert.Throws<BrunoException>(() => CheckpointFile.Load(folder["b.ckpt"]));
    }

    [Fact]
    public void SettingsThatChangedByThemselvesAreRefused()
    {
        RunFolder run = RunFolder.Create(folder["run"]);
        run.WriteConfiguration(ConfigurationWriter.Write(SessionSetup.Classification));
        RunConfiguration Read() => new RunSettings([], []).Over(run.ReadConfiguration()).Bind();
        Assert.Equal(5u, Read().Seed);
        string text = File.ReadAllText(run.Configuration);
        File.WriteAllText(run.Configuration, text.Replace("seed = 5", "seed = 7"));
        Assert.Contains("is damaged, or was changed by hand", Assert.ThrowsAny<BrunoException>(Read).Message);
        // Whoever changes it on purpose takes the checksum away.
        File.WriteAllText(run.Configuration, string.Join('\n', text.Replace("seed = 5", "seed = 7").Split('\n')[..^2]));
        Assert.Equal(7u, Read().Seed);
    }

    [Fact]
    public void TheChecksumOfDataFollowsEveryNumberAndTheirOrder()
    {
        Dataset data = SessionSetup.DataOf(SessionSetup.Classification);
        string checksum = DataChecksum.Of(data);
        Assert.Equal(checksum, DataChecksum.Of(SessionSetup.DataOf(SessionSetup.Classification)));
        Sample first = data.Train[0];
        float[] changed = [.. first.Values];
        changed[^1] = MathF.BitIncrement(changed[^1]);
        string[] others =
        [
            DataChecksum.Of(data.With(samples => [first with { Values = changed }, .. samples.Skip(1)])),
            DataChecksum.Of(data.With(samples => [.. samples.Reverse()])),
            DataChecksum.Of(data.With(samples => [samples[0] with { Label = 1 - samples[0].Label % 2 }, .. samples.Skip(1)])),
            DataChecksum.Of(data.With(samples => [.. samples.Skip(1)])),
        ];
        Assert.Equal(others.Length + 1, others.Append(checksum).Distinct().Count());
    }

    [Fact]
    public void OtherDataAreRefusedUnlessTheyAreAskedFor()
    {
        ResumeRules.RequireData(null, "b", [], new(), null);
        ResumeRules.RequireData("a", "a", [], new(), null);
        BrunoException exception = Assert.Throws<BrunoException>(() => ResumeRules.RequireData("a", "b", [], new(), null));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains("--allow data", exception.Message);
        Assert.Throws<BrunoException>(() => ResumeRules.RequireData("a", "b", [new("data.folder", "x", "y")], new(), null));
        List<string> notes = [];
        ResumeRules.RequireData("a", "b", [new("data.seed", "1", "2")], new(), notes.Add);
        ResumeRules.RequireData("a", "b", [], new() { Allowed = ["data"] }, notes.Add);
        Assert.Equal(2, notes.Count);
    }
}
