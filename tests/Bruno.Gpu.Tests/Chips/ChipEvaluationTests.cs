using Bruno.Gpu.Chips;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Chips;

/// <summary>Chips that are done are kept, whenever an evaluation is cancelled.</summary>
public sealed class ChipEvaluationTests : IDisposable
{
    private const int Chips = 3;

    private static readonly RunConfiguration Run = new()
    {
        Device = "cpu",
        Data = new DataConfiguration { Tactile = new TactileOptions { Letters = 3, Repetitions = 6, Steps = 12 } },
        Network = new NetworkConfiguration
        {
            Layers = [new LinearLayerConfiguration { Outputs = 5 }, new LifLayerConfiguration(), new LinearLayerConfiguration(), new DeviceLayerConfiguration()],
        },
        NeuronVariability = new NeuronVariability { Sigma = 0.05 },
        Training = new TrainingConfiguration { Epochs = 1, BatchSize = 4 },
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CancelledWhileOneIsTimed_AllAreKept()
    {
        string run = folder["run"];
        TrainingRun.Start(Run, run, [], null, TestContext.Current.CancellationToken);
        ChipEvaluationOptions options = new() { Chips = Chips, AfterSeconds = [0] };
        ChipOutcome whole = ChipEvaluation.Run(run, Run, options, null, TestContext.Current.CancellationToken);
        Assert.NotNull(whole.Report.SecondsOfOne);

        using CancellationTokenSource source = new();
        int kept = 0;
        ChipOutcome cancelled = ChipEvaluation.Run(
            run, Run, options,
            progress =>
            {
                if (progress.Share == 1)
                    source.Cancel();
            },
            source.Token, done: rows => kept = rows.Count);
        Assert.Equal(whole.Rows, cancelled.Rows);
        Assert.Equal(Chips, kept);
        Assert.Equal("completed", cancelled.Report.Status);
        Assert.Null(cancelled.Report.SecondsOfOne);
        Assert.Contains(cancelled.Report.Notes, note => note.Contains("not timed", StringComparison.Ordinal));
    }
}
