using System.Text;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.VerilogA;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Texts that people write: settings, cards, devices, circuits, sweeps, descriptions of data.</summary>
internal static class FuzzedTexts
{
    /// <summary>More trials are not bound, which would take the time of a sweep.</summary>
    private const int MostTrials = 20;

    private const string SweepText = """
        preset = "quickstart"
        seeds = "0..2"
        rungs = [1, 3]
        points = 2
        search = "random"
        search_seed = 7
        [settings]
        training.epochs = 4
        "network.layers.1.outputs" = 8
        [axes]
        optimizer.learning_rate = [1e-3, 3e-3]
        gradient.method = ["bruno", "exact"]
        [ranges]
        loss.label_smoothing = "0.01..0.1:log"
        """;

    private const string VariantsText = """
        preset = "tactile-felif"
        seeds = "1,5"
        reduction = 2
        [variants.small]
        network.layers.1.outputs = 8
        [variants.noisy]
        synapses.non_idealities.read_noise.sigma = 0.1
        """;

    private const string DescriptionText = """
        title = "Made up"
        licence = "CC0"
        task = "class"
        label = "label"
        sample = "sample"
        columns = ["a", "b"]
        classes = ["yes", "no"]
        time_step = 1e-3
        """;

    private static readonly string Samples = Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Models", "VerilogA", "Modules");

    private static readonly string[] Modules = ["hodgkin-huxley", "mott", "reram", "vteam"];

    public static FuzzedFormat Config() => new(
        "config", "config.toml",
        Texts([.. PresetCatalogue.Names.Select(PresetCatalogue.Read), ConfigurationWriter.Write(Bound("tactile-felif")), ConfigurationWriter.Write(Bound("braille7-rlif"))]),
        path => new RunSettings([ConfigurationSource.FromFile(path)], []).OverPreset(PresetCatalogue.Default).Bind().Accept()) { IsText = true };

    public static FuzzedFormat Card() => new(
        "card", "card.toml", Texts([.. CardCatalogue.Names.Select(name => File.ReadAllText(Path.Combine(SourceTree.Root(), "Bruno.Gpu", "Cards", name + ".toml")))]),
        path =>
        {
            DeviceCard card = CardCatalogue.Find(path);
            ConfigurationBinder.Require(Bound("quickstart").WithCard(card).Accept(), path);
        }) { IsText = true };

    public static FuzzedFormat Device() => new(
        "device", "device.toml", Texts([.. ModelLibrary.Names.Select(ModelLibrary.Text), File.ReadAllText(Path.Combine(SourceTree.Root(), "examples", "threshold-switch.toml"))]),
        path =>
        {
            Model model = Model.ReadFile(path);
            if (TextModel.FaultOf(model) is null)
                Assert.NotEmpty(new TextModel(path, model).Text.Variables);
        }) { IsText = true };

    public static FuzzedFormat VerilogA() => new(
        "verilog-a", "module.va", Texts([.. Modules.Select(name => File.ReadAllText(Path.Combine(Samples, name + ".va")))]),
        path => VerilogImport.ReadFile(path, Path.Combine(Path.GetDirectoryName(path)!, "circuit.toml"), "model.toml"))
    {
        IsText = true, Prepare = folder => File.Copy(Path.Combine(Samples, "mott-circuit.toml"), Path.Combine(folder, "circuit.toml")),
    };

    public static FuzzedFormat Circuit() => new(
        "circuit", "circuit.toml", Texts([.. Modules.Select(name => File.ReadAllText(Path.Combine(Samples, name + "-circuit.toml")))]),
        path => VerilogImport.ReadFile(Path.Combine(Path.GetDirectoryName(path)!, "module.va"), path, "model.toml"))
    {
        IsText = true, Prepare = folder => File.Copy(Path.Combine(Samples, "mott.va"), Path.Combine(folder, "module.va")),
    };

    public static FuzzedFormat Sweep() => new("sweep", "sweep.toml", Texts([SweepText, VariantsText]), path =>
    {
        SweepConfiguration sweep = ConfigurationBinder.Bind<SweepConfiguration>(ConfigurationSource.FromFile(path));
        if (TrialGrid.Of(sweep).Count <= MostTrials)
            SweepPlan.Of(sweep);
    }) { IsText = true };

    public static FuzzedFormat DataDescription() => new(
        "data-description", "recordings.toml", Texts([DescriptionText]),
        path => RecordedData.Load("files", Path.ChangeExtension(path, ".csv"), null, FuzzedRecordings.Settings))
    {
        IsText = true, Prepare = folder => File.WriteAllText(Path.Combine(folder, "recordings.csv"), FuzzedTables.RecordingsText()),
    };

    private static RunConfiguration Bound(string preset) => new RunSettings([], []).OverPreset(preset).Bind();

    /// <summary>Texts as files have them.</summary>
    internal static IReadOnlyList<byte[]> Texts(params IReadOnlyList<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
