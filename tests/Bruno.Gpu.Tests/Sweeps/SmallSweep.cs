using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Sweeps;

/// <summary>A sweep whose trials take a fraction of a second, in a folder that is gone afterwards.</summary>
internal sealed class SmallSweep : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>What happened, in order, progress apart.</summary>
    public List<TrialEvent> Events { get; } = [];

    public string Path => folder["sweep"];

    /// <summary>A path beside the sweep.</summary>
    public string this[string name] => folder[name];

    /// <summary>The sweep of a text, over settings that make it small.</summary>
    public static SweepConfiguration Read(string text) => ConfigurationBinder.Bind<SweepConfiguration>(
        ConfigurationSource.FromText("small", """
            [settings]
            device = "cpu"
            training.epochs = 2
            data.tactile = { letters = 3, repetitions = 8, steps = 20 }
            network.layers.1.outputs = 8
            network.layers.4.substeps = 20
            """),
        ConfigurationSource.FromText("sweep.toml", text));

    /// <summary>Writes a sweep and trains what is left of it.</summary>
    public IReadOnlyList<TrialStatus> Run(string text) => Run(SweepFolder.Write(Path, SweepPlan.Of(Read(text))));

    public IReadOnlyList<TrialStatus> Run(SweepFolder sweep)
    {
        Events.Clear();
        new TrialWorker(sweep, _ => null, ["bruno", "sweep"], Take).Run(TestContext.Current.CancellationToken);
        return sweep.Read();
    }

    public TrialFolder Trial(string name) => SweepFolder.Open(Path).Trials.First(trial => trial.Trial.Name == name);

    /// <summary>What a trial came to, times apart.</summary>
    public static (IEnumerable<MetricsRow> Rows, string Best) ResultOf(RunFolder run) =>
        (MetricsLog.Read(run.Metrics).Select(row => row with { Seconds = 0 }), JsonFile.ToText(JsonFile.Read<RunSummary>(run.Summary) with { Seconds = 0, EnergyAssumptions = [] }));

    public void Dispose() => folder.Dispose();

    private void Take(TrialEvent happened)
    {
        if (happened.Kind != TrialEventKind.Progress)
            Events.Add(happened);
    }
}
