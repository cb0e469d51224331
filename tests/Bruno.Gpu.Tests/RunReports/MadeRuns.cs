using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Files;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.RunReports;

/// <summary>Writes folders of runs as training leaves them, with numbers that a test knows.</summary>
internal static class MadeRuns
{
    /// <summary>A run of three epochs whose second is the best; the accuracy there is that of the test set.</summary>
    public static string Write(
        string folder, ulong seed, int? bits = null, double accuracy = 0.5, double joules = 2e-9, bool isComplete = true, Func<RunConfiguration, RunConfiguration>? change = null)
    {
        RunConfiguration configuration = Configuration(seed, bits);
        configuration = change?.Invoke(configuration) ?? configuration;
        RunFolder run = RunFolder.Create(folder);
        AtomicFile.WriteText(run.Configuration, ConfigurationWriter.Write(configuration));
        using (MetricsLog log = MetricsLog.Create(run.Metrics))
        {
            for (int epoch = 1; epoch <= 3; ++epoch)
            {
                foreach (string split in new[] { "train", "validation", "test" })
                {
                    log.Append(new()
                    {
                        Epoch = epoch, Split = split, Loss = epoch == 2 ? 0.25 : 0.5, Accuracy = epoch == 2 ? accuracy : 0.25, SpikeRate = 0.125, SynapticOperations = 100,
                        LearningRate = 0.01, Seconds = 2, DeviceBytesPeak = 3_000_000, Seed = seed, EnergyJoules = joules,
                    });
                }
            }
        }

        JsonFile.Write(run.Environment, EnvironmentReport.Collect(seed, ["train"]));
        SplitSummary split2 = new(0.25, accuracy, joules, null, new DigitalEnergy(5e-9, 80e-9, 1e-9));
        Dictionary<string, SplitSummary> best = new() { ["train"] = split2, ["validation"] = split2, ["test"] = split2 };
        if (isComplete)
        {
            JsonFile.Write(run.Summary, new RunSummary
            {
                Status = "completed", Epochs = 3, BestEpoch = 2, Best = best, Last = best, EnergyAssumptions = ["made up <for> a test"], Gradient = "bruno", Parameters = 10, Seconds = 12.5,
                DeviceBytesPeak = 3_000_000, DeviceBytes = new Dictionary<string, long>(), Seed = seed, Device = "cpu",
            });
        }

        return folder;
    }

    private static RunConfiguration Configuration(ulong seed, int? bits) => new()
    {
        Seed = seed,
        Network = new() { Layers = [new LinearLayerConfiguration { Outputs = 4 }, new DeviceLayerConfiguration()] },
        Synapses = new() { Quantisation = new() { Bits = bits } },
    };

    /// <summary>An evaluation on two chips, of which one reaches the accuracy asked for.</summary>
    public static void WriteChips(string folder, double better, double worse)
    {
        ChipMetrics[] rows = [.. new[] { better, worse }.Select((accuracy, chip) => new ChipMetrics
        {
            Chip = chip, ChipSeed = (ulong)chip, AfterSeconds = 3600, Loss = 0.5, Accuracy = accuracy, SpikeRate = 0.1, SynapticOperations = 10,
        })];
        ChipFolder chips = new(folder, new());
        chips.Keep(rows);
        AtomicFile.WriteText(chips.Configuration, ConfigurationWriter.Write(Configuration(0, null) with { NeuronVariability = new() { Sigma = 0.05 } }));
        JsonFile.Write(chips.Summary, new ChipReport
        {
            Status = "completed", Checkpoint = "best", Epoch = 2, Split = "test", Seed = 0, Device = "cpu", ChipsAtATime = 2, Conditions = ["neurons: D2D 5 %"], ReferenceLoss = 0.2,
            ReferenceAccuracy = 0.9, YieldAbove = (better + worse) / 2, Summaries = ChipSummary.Of(rows, 0.7), Seconds = 1, SecondsOfOne = null, ShareOfOneByOne = null, Notes = [],
        });
    }
}
