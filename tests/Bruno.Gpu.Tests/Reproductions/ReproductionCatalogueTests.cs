using Bruno.Gpu.Comparison;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Reproductions;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Tests.Reproductions;

/// <summary>The experiments that come with the program: their files bind, their trials are accepted, and published figures have something to stand beside.</summary>
public sealed class ReproductionCatalogueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, bool> All => [.. from name in ReproductionCatalogue.Names from isQuick in (bool[])[false, true] select (name, isQuick)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheyAreThoseOfTheDocuments() => Assert.Equal(["bits", "chorales", "gradients", "memory", "variability"], ReproductionCatalogue.Names);

    [Fact]
    public void AnUnknownOneIsNamedWithTheNearest() =>
        Assert.Contains("bits", Assert.Throws<BrunoException>(() => ReproductionCatalogue.Find("bit", isQuick: false)).Message);

    [Theory]
    [MemberData(nameof(All))]
    public void EachSaysAllThereIsToSay(string name, bool isQuick)
    {
        Reproduction reproduction = ReproductionCatalogue.Find(name, isQuick);
        string[] texts = [reproduction.Title, reproduction.Compares, reproduction.Source, reproduction.Time, reproduction.QuickTime, reproduction.QuickChanges];
        Assert.All(texts, text => Assert.NotEmpty(text));
        Assert.NotEmpty(reproduction.Differences);
        Assert.True(reproduction.Sweep is not null || reproduction.Memory is not null);
    }

    /// <summary>All trials are accepted, with data where those are not made by the program.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void SettingsAreAccepted(string name, bool isQuick)
    {
        Reproduction reproduction = ReproductionCatalogue.Find(name, isQuick);
        MadeUpChorales.Write(folder[""]);
        if (reproduction.Sweep is { } sweep)
            Assert.NotEmpty(SweepPlan.Of(sweep.With([UnboundSetting.Typed("data.folder", folder[""], "test")])).Trials);
        reproduction.Memory?.Configuration();
        reproduction.Comparison?.Methods.ToList().ForEach(ComparedMethods.RequireComparable);
    }

    /// <summary>Every published figure stands beside one of ours, also where nothing is trained yet.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void PublishedFiguresHaveOursBesideThem(string name, bool isQuick)
    {
        Reproduction reproduction = ReproductionCatalogue.Find(name, isQuick);
        IReadOnlyList<MeasuredResult> ours =
        [
            .. SweepResults.Of(reproduction, [.. (reproduction.Sweep is { } sweep ? TrialGrid.Of(sweep) : []).Select(trial => new TrialStatus(trial, TrialState.NotStarted, 1))]),
            .. from method in reproduction.Memory?.Methods ?? []
               from horizon in reproduction.Memory!.Horizons
               from figure in (ResultFigure[])[ResultFigure.PeakBytes, ResultFigure.Seconds]
               select MeasuredResult.OfMethod(figure, new GradientConfiguration { Method = method }.Create().Name, horizon, null),
        ];
        Assert.All(reproduction.Published, published => Assert.Contains(ours, own => ComparedTables.PublishedOf(own, [published]) is not null));
        Assert.Equal(reproduction.Published.Count, reproduction.Published.DistinctBy(published => (published.Figure, string.Join('\n', published.Of))).Count());
    }

    /// <summary>The table of the publication, as the design notes have it.</summary>
    [Fact]
    public void ThePublishedBits()
    {
        Reproduction bits = ReproductionCatalogue.Find("bits", isQuick: true);
        Assert.Equal(16, bits.Published.Count);
        PublishedResult found = Assert.Single(bits.Published, result => result.Of.SequenceEqual(["Heracles", "3"]));
        Assert.Equal((0.769, 0.015, 50), (found.Mean, found.Deviation!.Value, found.Seeds!.Value));
    }

    /// <summary>A quick version is what its file says, over the whole one.</summary>
    [Fact]
    public void TheQuickVersionGoesOverTheWholeOne()
    {
        SweepConfiguration whole = ReproductionCatalogue.Find("bits", isQuick: false).Sweep!, quick = ReproductionCatalogue.Find("bits", isQuick: true).Sweep!;
        Assert.Equal(("0..9", "0..1"), (whole.Seeds, quick.Seeds));
        Assert.Equal(("150", "8"), (whole.Settings.Find("training.epochs")!.Text, quick.Settings.Find("training.epochs")!.Text));
        Assert.Equal(whole.Variants.Keys, quick.Variants.Keys);
        Assert.Equal("stochastic", quick.Settings.Find("synapses.quantisation.rounding")!.Display);
    }

    /// <summary>A value of what published figures are told apart by is still a label; any other setting is one of all trials.</summary>
    [Fact]
    public void ASingleValueOfAnAxisStaysAnAxis()
    {
        Reproduction changed = ReproductionCatalogue.Find("bits", isQuick: true).With([UnboundSetting.Typed("synapses.quantisation.bits", "3", "test")])
            .With([UnboundSetting.Typed("training.epochs", "2", "test")]);
        IReadOnlyList<Trial> trials = TrialGrid.Of(changed.Sweep!);
        Assert.Equal(8, trials.Count);
        Assert.All(trials, trial => Assert.Equal("3", trial.Labels[1].Value));
        Assert.Equal("2", changed.Sweep!.Settings.Find("training.epochs")!.Text);
    }

    [Fact]
    public void MadeUpChoralesAreTheSameEveryTimeAndInRange()
    {
        MadeUpChorales.Write(folder["a"]);
        MadeUpChorales.Write(folder["b"]);
        string text = File.ReadAllText(ChoralesDataset.PathOf(folder["a"]));
        Assert.Equal(text, File.ReadAllText(ChoralesDataset.PathOf(folder["b"])));
        Dataset dataset = DatasetCatalogue.Load(new DataConfiguration { Name = "chorales", Folder = folder["a"] }, 0);
        Assert.Equal((16, 6, 6), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.All(dataset.Train, sample => Assert.InRange(sample.Steps, 20, 48));
    }
}
