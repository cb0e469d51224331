using Bruno.Gpu.Configuration;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Gradients;

/// <summary>The names of the methods, and what the settings make of them.</summary>
public sealed class GradientConfigurationTests
{
    public static TheoryData<GradientKind> Kinds => [.. Enum.GetValues<GradientKind>()];

    /// <summary>What a method calls itself is what the command line and files take, in either spelling.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void AMethodIsFoundByItsName(GradientKind kind)
    {
        string name = new GradientConfiguration { Method = kind }.Create().Name;
        ConfigurationSource[] sources =
        [
            ConfigurationSource.FromOption("--gradient", "gradient.method", name),
            ConfigurationSource.FromSetting($"gradient.method={name.Replace('-', '_')}"),
            ConfigurationSource.FromText("file", $"[gradient]\nmethod = \"{name}\"\n"),
        ];
        ConfigurationSource preset = ConfigurationSource.FromText("preset", PresetCatalogue.Read(PresetCatalogue.Default));
        Assert.All(sources, source => Assert.Equal(kind, ConfigurationBinder.Bind<RunConfiguration>([preset, source]).Gradient.Method));
    }

    [Fact]
    public void NamesAreDistinct()
    {
        string[] names = [.. Enum.GetValues<GradientKind>().Select(kind => new GradientConfiguration { Method = kind }.Create().Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void SettingsReachTheMethod()
    {
        GradientConfiguration settings = new() { Steps = 7, Linearisation = LinearisationKind.Exact, Checkpoints = CheckpointPlacement.Sqrt };
        Assert.Equal(new TruncatedGradient(new ExactGradient(), 7), (settings with { Method = GradientKind.Truncated }).Create());
        Assert.Equal(new SlttGradient(new ExactGradient()), (settings with { Method = GradientKind.Sltt }).Create());
        Assert.Equal(new SlttGradient(new ExactGradient(), 7), (settings with { Method = GradientKind.SlttK }).Create());
        Assert.Equal(
            new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }, (settings with { Method = GradientKind.Checkpointed }).Create());
        Assert.Equal(new BrunoGradient { KeepRate = true }, new GradientConfiguration { KeepRate = true }.Create());
        Assert.Equal(
            new ExactGradient { HoldRate = true, Literal = true },
            new GradientConfiguration { Method = GradientKind.ExactLiteral, KeepRate = false }.Create());
        Assert.Equal(
            new TruncatedGradient(new BrunoGradient { PassClip = true }, 10),
            new GradientConfiguration { Method = GradientKind.Truncated, Linearisation = LinearisationKind.Pass }.Create());
    }

    [Fact]
    public void StoredSensitivitiesAndMicroStepsAreThoseOfTheirMethods()
    {
        Assert.Equal(new ExactGradient { Stored = true }, new GradientConfiguration { Method = GradientKind.Exact, Sensitivities = SensitivityPlacement.Stored }.Create());
        foreach (GradientKind kind in Enum.GetValues<GradientKind>())
        {
            IGradientMethod method = new GradientConfiguration { Method = kind }.Create();
            Assert.Equal(kind is GradientKind.Bptt or GradientKind.BpttFull or GradientKind.Checkpointed or GradientKind.ExactLiteral, method.NeedsMicroSteps);
            Assert.Equal(kind is GradientKind.BpttFull, method.UnrollsNetwork);
        }
    }

    [Fact]
    public void LessThanOneStepIsAFault() =>
        Assert.Equal("steps", Assert.Single(ConfigurationBinder.Check(new GradientConfiguration { Steps = 0 }, "test")).Path);

    /// <summary>Which ways back through time each method takes.</summary>
    [Fact]
    public void RoutesSayWhatAMethodLeavesOut()
    {
        BrunoGradient bruno = new();
        IGradientMethod[] full = [bruno, new ExactGradient(), new BpttGradient(), new CheckpointedGradient(), new CoarseGradient()];
        Assert.All(full, method => Assert.Equal(TemporalRoutes.All, method.Routes));
        Assert.Equal(new TemporalRoutes { ForgetEvery = 4 }, new TruncatedGradient(bruno, 4).Routes);
        Assert.Equal(new TemporalRoutes { CarriesAdjoints = false }, new SlttGradient(bruno).Routes);
        Assert.Equal(new TemporalRoutes { CarriesAdjoints = false, ChosenSteps = 4 }, new SlttGradient(bruno, 4).Routes);
    }
}
