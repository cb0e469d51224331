using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Tests.Sweeps;

public sealed class TrialGridTests
{
    /// <summary>Keys in a table, dotted or quoted are the same; a value that is a list stands in a list.</summary>
    [Fact]
    public void AFileIsReadAndWrittenBack()
    {
        SweepConfiguration sweep = Read("""
            preset = "quickstart"
            seeds = "0..1"
            [settings]
            training.epochs = 2
            "training.batch_size" = 8
            [axes]
            synapses.quantisation.bits = [3, "none"]
            "network.train" = [["weights"], ["weights", "gains"]]
            [variants."FeLIF 3 bit"]
            network.layers.4.model = "felif"
            [variants.plain]
            """);
        Assert.Equal([("training.epochs", "2"), ("training.batch_size", "8")], sweep.Settings.Select(setting => (setting.Key, setting.Text)));
        Assert.Equal("""[["weights"], ["weights", "gains"]]""", sweep.Axes.Find("network.train")!.Text);
        Assert.Equal(["FeLIF 3 bit", "plain"], sweep.Variants.Keys);
        Assert.Equal(16, TrialGrid.Of(sweep).Count);
        Assert.Empty(SettingDifference.Between(sweep, Read(ConfigurationWriter.Write(sweep))));
        Assert.Equal("sweep.toml:4:1", sweep.Settings[0].Origin);
    }

    [Fact]
    public void NamesSayWhatDiffers()
    {
        string[] names = [.. TrialGrid.Of(Read("""
            seeds = "7"
            [axes]
            synapses.quantisation.bits = [3, "none"]
            network.layers.4.substeps = [100]
            network.layers.2.threshold = [0.5]
            [variants."Größe, 3 Bit"]
            """)).Select(trial => trial.Name)];
        Assert.Equal(["Grosse-3-Bit,bits=3,substeps=100,threshold=0.5,seed=7", "Grosse-3-Bit,bits=none,substeps=100,threshold=0.5,seed=7"], names);
    }

    /// <summary>Parts of keys that several have do not tell them apart.</summary>
    [Fact]
    public void ShortKeysDiffer() => Assert.Equal(
        "2.threshold=0.5,4.threshold=1.0,seed=0",
        Assert.Single(TrialGrid.Of(Read("[axes]\nnetwork.layers.2.threshold = [0.5]\nnetwork.layers.4.threshold = [1.0]"))).Name);

    [Fact]
    public void LongNamesStayDifferentAndShort()
    {
        string text = new('x', 300);
        string[] names = [.. TrialGrid.Of(Read($"[axes]\ndata.path = [\"{text}1\", \"{text}2\"]")).Select(trial => trial.Name)];
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 150));
    }

    [Fact]
    public void TwoTrialsOfOneFolderAreRefused()
    {
        BrunoException fault = Assert.Throws<BrunoException>(() => TrialGrid.Of(Read("[variants.\"a b\"]\n[variants.\"A-b\"]")));
        Assert.Contains("'a-b,seed=0'", fault.Message);
    }

    /// <summary>More points keep those there were, and each value is one that its name says whole.</summary>
    [Theory]
    [InlineData("quasi_random")]
    [InlineData("random")]
    public void PointsAreKept(string search)
    {
        Trial[] few = Points(3), many = Points(20);
        Assert.Equal(few.Select(trial => trial.Name), many.Take(3).Select(trial => trial.Name));
        Assert.Equal(20, many.DistinctBy(trial => trial.Name).Count());
        Assert.All(many, trial =>
        {
            double rate = double.Parse(trial.Labels[0].Value, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(rate, 1e-4, 1e-1);
            Assert.InRange(int.Parse(trial.Labels[1].Value, System.Globalization.CultureInfo.InvariantCulture), 8, 64);
            Assert.Contains($"learning_rate={trial.Labels[0].Value},", trial.Name);
        });

        Trial[] Points(int count) => [.. TrialGrid.Of(Read($"""
            points = {count}
            search = "{search}"
            [ranges]
            optimizer.learning_rate = "1e-4..1e-1:log"
            training.batch_size = "8..64"
            """))];
    }

    /// <summary>Of a hundred points that fill a range of three decades evenly, 32 to 35 lie in each; of random ones seldom.</summary>
    [Fact]
    public void QuasiRandomPointsFillTheRange()
    {
        double[] rates =
        [
            .. TrialGrid.Of(Read("points = 100\n[ranges]\noptimizer.learning_rate = \"1e-4..1e-1:log\"\ntraining.batch_size = \"8..64\""))
                .Select(trial => double.Parse(trial.Labels[0].Value, System.Globalization.CultureInfo.InvariantCulture)),
        ];
        Assert.All((double[])[1e-4, 1e-3, 1e-2], from => Assert.InRange(rates.Count(rate => rate >= from && rate < 10 * from), 32, 35));
    }

    [Theory]
    [InlineData("seeds = \"3..1\"", "seeds: must be whole numbers")]
    [InlineData("seeds = \"1,1\"", "seeds: hold 1 more than once")]
    [InlineData("[axes]\ntraining.epochs = 3", "axes.training.epochs: must be a list of the values to try, not 3")]
    [InlineData("[axes]\ntraining.epochs = [3, 3]", "axes.training.epochs: 3 is given more than once")]
    [InlineData("[axes]\nseed = [1, 2]", "axes.seed: is what 'seeds' are for")]
    [InlineData("points = 3", "points: needs ranges to draw points from")]
    [InlineData("[ranges]\noptimizer.learning_rate = \"0..1:log\"", "points: must be given")]
    [InlineData("points = 2\n[ranges]\noptimizer.learning_rate = \"0..1:log\"", "must be positive to be logarithmic")]
    [InlineData("points = 2\n[ranges]\noptimizer.learning_rate = \"3..1\"", "must grow, unlike 3..1")]
    [InlineData("rungs = [3, 1]", "rungs: must grow")]
    [InlineData("[axes]\ntraining.epochs = [3, 4]\n[variants.a]\ntraining.epochs = 5", "variants.a.training.epochs: is an axis or a range")]
    [InlineData("sedes = \"3\"", "unknown key; did you mean 'seeds'?")]
    public void FaultsAreNamed(string text, string message) => Assert.Contains(message, Assert.Throws<ConfigurationException>(() => Read(text)).Message);

    /// <summary>All trials are checked at once, and a fault that many have is told once.</summary>
    [Fact]
    public void AllFaultsAreToldWithTheirTrials()
    {
        BrunoException fault = Assert.Throws<BrunoException>(() => SweepPlan.Of(Read("""
            seeds = "0..4"
            [axes]
            synapses.quantisation.bits = [3, 99]
            [variants.good]
            [variants.bad]
            training.epoch = 3
            """)));
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("sweep.toml:3:1: synapses.quantisation.bits: must be", fault.Message);
        Assert.Contains("(trial good,bits=99,seed=0 and 9 more)", fault.Message);
        Assert.Contains("training.epoch: unknown key; did you mean 'epochs'? (trial bad,bits=3,seed=0 and 9 more)", fault.Message);
    }

    private static SweepConfiguration Read(string text) => ConfigurationBinder.Bind<SweepConfiguration>(ConfigurationSource.FromText("sweep.toml", text));
}
