using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Faults;

/// <summary>
/// A training that lives several lives on a machine that fails: processes are killed, the power fails, disks are full, calls fail, writes are
/// torn, bits flip. Which faults a schedule has follows from its number alone. What the last, undisturbed life leaves is compared with
/// what a training leaves that nothing happened to.
/// </summary>
internal sealed class FaultSchedule : IDisposable
{
    private const string Run = "/runs/run";
    private const int MostLives = 5;

    private readonly ComputeDevice device;
    private readonly RunConfiguration configuration;
    private readonly Dataset dataset;
    private readonly string data;
    private readonly TrainingSession<Float32> session;
    private readonly Checkpoint initial;
    private readonly Left expected;
    private readonly int calls;

    /// <summary>Trains undisturbed, for what is expected.</summary>
    public FaultSchedule(ComputeDevice device)
    {
        this.device = device;
        dataset = SessionSetup.DataOf(SessionSetup.Classification);
        configuration = Bound(ConfigurationSource.FromText("test", ConfigurationWriter.Write(SessionSetup.Classification)));
        data = DataChecksum.Of(dataset);
        session = new(device, configuration, dataset);
        SimulatedFiles files = new();
        SessionCheckpoint.Save("/initial", new RunState(), session, files);
        initial = CheckpointFile.Load("/initial", files);
        files.Begin();
        Assert.True(Live(files, CancellationToken.None));
        calls = files.Calls;
        Assert.True(calls > 100, $"Only {calls} calls.");
        expected = Left.In(files);
        Assert.Equal(3 * configuration.Training.Epochs, expected.Rows.Count);
    }

    /// <summary>What happened in the schedule that was run last.</summary>
    public string Story { get; private set; } = "";

    /// <summary>How many lives ended by a fault, of all schedules that were run.</summary>
    public int Faults { get; private set; }

    /// <summary>Runs a schedule.</summary>
    public void Play(int seed)
    {
        Random random = new(seed);
        SimulatedFiles files = new();
        Story = $"schedule {seed}:";
        int lives = random.Next(1, MostLives + 1);
        bool isComplete = false;
        for (int life = 0; life < lives && !isComplete; ++life)
        {
            files.Begin();
            using CancellationTokenSource cancellation = new();
            Arrange(files, random, cancellation);
            isComplete = Live(files, cancellation.Token);
            Story += isComplete ? " completed;" : "";
            Faults += isComplete ? 0 : 1;
        }

        files.Begin();
        Story += " at last";
        Assert.True(Live(files, CancellationToken.None), "An undisturbed life did not complete the run.");
        Left left = Left.In(files);
        Assert.Equal(expected.Last, left.Last);
        Assert.Equal(expected.Best, left.Best);
        Assert.Equal(expected.Rows, left.Rows);
        Assert.Equal(RunSummary.Completed, left.Status);
        Assert.DoesNotContain(files.Paths, path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    /// <summary>Chooses what will happen in a life.</summary>
    private void Arrange(SimulatedFiles files, Random random, CancellationTokenSource cancellation)
    {
        int at = random.Next(calls), kind = random.Next(8);
        Action<string>? fault = kind switch
        {
            0 => _ => files.Kill(),
            1 => _ => files.FailPower(random),
            2 => what => throw random.Next(3) switch
            {
                0 => new IOException($"No space left on device, at {what}", 28),
                1 => new IOException($"Input/output error, at {what}", 5),
                _ => new UnauthorizedAccessException($"Access is denied, at {what}"),
            },
            3 => _ => cancellation.Cancel(),
            4 => _ => files.Capacity = random.Next(40_000) + files.Paths.Sum(path => (long)files.ContentOf(path).Length),
            5 => _ => files.AfterRead = content =>
            {
                files.AfterRead = null;
                if (content.Length > 0)
                    content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
            },
            6 => _ => files.BeforeWrite = count =>
            {
                files.BeforeWrite = null;
                int torn = random.Next(count + 1);
                // The process dies in the middle of it, or the system says that it failed.
                if (random.Next(2) == 0)
                    files.BeforeCall = (_, _) => files.Kill();
                return torn;
            },
            _ => null,
        };
        string[] names = ["killed", "power failed", "a call failed", "cancelled", "disk full", "bit flipped while read", "write torn", "last.ckpt damaged"];
        Story += string.Create(CultureInfo.InvariantCulture, $" {names[kind]} at call {at};");
        if (fault is null && files.Paths.Contains($"{Run}/checkpoints/previous.ckpt"))
            files.FlipBit($"{Run}/checkpoints/last.ckpt", random);
        files.BeforeCall = (number, what) =>
        {
            if (number == at)
                fault?.Invoke(what);
        };
    }

    /// <summary>A process from start to end; whether the run is complete then.</summary>
    private bool Live(SimulatedFiles files, CancellationToken cancellation)
    {
        Spoil();
        try
        {
            RunFolder folder = new(Run, files);
            TrainingRun.Resumption? resumption = null;
            if (folder.IsUnbegun)
            {
                folder = RunFolder.Create(Run, files);
                using IDisposable taken = folder.Take();
                SessionCheckpoint.Restore(initial, session);
            }
            else
            {
                folder = RunFolder.Open(Run, files);
                using IDisposable taken = folder.Take();
                ResumeOptions options = new();
                RunConfiguration before = Bound(folder.ReadConfiguration());
                resumption = new(before, ResumeRules.Require(before, configuration, options), options);
            }

            RunSummary summary = TrainingRun.TrainIn(folder, session, device, configuration, data, resumption, ["bruno", "train"], null, cancellation, null);
            return summary.Status == RunSummary.Completed;
        }
        catch (SimulatedDeath)
        {
            return false;
        }
        catch (BrunoException exception) when (exception.ExitCode is ExitCode.WriteFailed or ExitCode.Data or ExitCode.Usage)
        {
            Story += $" ({exception.Message})";
            return exception.Message.StartsWith("The run is complete", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Looking for what is there needs no words of its own: the program says that a file cannot be read.
            Story += $" ({exception.Message})";
            return false;
        }
    }

    /// <summary>Nothing of an earlier life is left in memory.</summary>
    private void Spoil()
    {
        session.Network.Parameters.Import([.. Enumerable.Repeat(0.125, session.Network.Parameters.Length)]);
        long[][] tallies = session.Tally.Download();
        foreach (long[] tally in tallies)
            Array.Fill(tally, 77);
        session.Tally.Upload(tallies);
        HostScores scores = session.Train.Scores.Download();
        Array.Fill(scores.Losses, 5);
        Array.Fill(scores.Hits, 3);
        session.Train.Scores.Upload(scores);
    }

    private static RunConfiguration Bound(ConfigurationSource source) => new RunSettings([], []).Over(source).Bind().Accept();

    /// <summary>What a run leaves, apart from times.</summary>
    private sealed record Left(string Last, string Best, IReadOnlyList<MetricsRow> Rows, string Status)
    {
        public static Left In(SimulatedFiles files)
        {
            RunFolder folder = new(Run, files);
            return new(
                TextOf(CheckpointFile.Load(folder.LastCheckpoint, files)),
                TextOf(CheckpointFile.Load(folder.BestCheckpoint, files)),
                [.. MetricsLog.Read(folder.Metrics, files).Select(row => row with { Seconds = 0, DeviceBytesPeak = 0 })],
                JsonFile.Read<RunSummary>(folder.Summary, files).Status);
        }

        private static string TextOf(Checkpoint checkpoint) => string.Join('\n',
        [
            .. checkpoint.HeaderAs<RunState>() is var state ? [$"{state with { Seconds = 0, EpochSeconds = 0 }}"] : Array.Empty<string>(),
            .. checkpoint.Arrays.Select(entry => $"{entry.Key} {BitsOf(entry.Value.Values)}"),
        ]);

        private static string BitsOf(Array values)
        {
            byte[] bytes = new byte[Buffer.ByteLength(values)];
            Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
            return Convert.ToHexString(bytes);
        }
    }
}
