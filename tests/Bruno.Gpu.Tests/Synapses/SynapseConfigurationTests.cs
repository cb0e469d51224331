using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Tests.Synapses;

public sealed class SynapseConfigurationTests
{
    [Fact]
    public void NothingSaidIsIdeal()
    {
        SynapseConfiguration configuration = ConfigurationBinder.Bind<SynapseConfiguration>();
        Assert.True(configuration.IsIdeal);
        Assert.False(configuration.IsQuantised);
        Assert.Empty(LevelTable.Of(configuration, 1));
    }

    [Fact]
    public void AFileSaysWhatGoesWrong()
    {
        SynapseConfiguration configuration = ConfigurationBinder.Bind<SynapseConfiguration>(ConfigurationSource.FromText("synapses.toml", """
            quantisation = { bits = 3, rounding = "stochastic", scale = "column", variant = "head", draw = "step" }
            conductance = { pair = "reference", g_min = 2e-6, g_max = 50e-6, current_gain = 1e-8 }
            [non_idealities]
            d2d.sigma = 0.05
            programming.coefficients = [1e-7, 2e-7]
            read_noise = { relative = 0.01, absolute = 1e-8 }
            drift = { exponent = 0.01, spread = 0.002, reference_time = 60 }
            stuck = { at_minimum = 0.001, at_maximum = 0.002 }
            asymmetry.positive_gain = 1.02
            lines = { resistance = 1.5, activity = 0.1, rows = 64, columns = 32 }
            input_dac = { bits = 4, low = 0, high = 1 }
            output_adc = { bits = 8, low = -20, high = 20 }
            """));
        Assert.Equal(PairKind.Reference, configuration.Conductance.Pair);
        Assert.Equal(QuantisationDraw.Step, configuration.Quantisation.Draw);
        Assert.Equal(0.05, configuration.NonIdealities.Variability.Sigma);
        Assert.Equal(8, configuration.NonIdealities.OutputAdc.Bits);
        Assert.True(configuration.HasDrawnLevels);
        Assert.False(configuration.IsIdeal);
    }

    [Fact]
    public void AllFaultsAreReportedAtOnce()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() =>
            ConfigurationBinder.Bind<SynapseConfiguration>(ConfigurationSource.FromText("synapses.toml", """
                quantisation.bits = 9
                quantisation.clip = 0
                conductance = { g_min = 3e-6, g_max = 1e-6, current_gain = 0 }
                [non_idealities]
                d2d.sigma = -0.1
                programming = { sigma = 0.1, coefficients = [-1e-6] }
                drift.reference_time = 0
                stuck = { at_minimum = 0.6, at_maximum = 0.6 }
                lines.rows = 0
                input_dac = { bits = 0, low = 1, high = 1 }
                """)));
        string[] expected =
        [
            "quantisation.bits", "quantisation.clip", "conductance.g_max", "conductance.current_gain", "non_idealities.d2d.sigma",
            "non_idealities.programming.sigma", "non_idealities.programming.coefficients", "non_idealities.drift.reference_time",
            "non_idealities.stuck.at_maximum", "non_idealities.lines.rows", "non_idealities.input_dac.bits", "non_idealities.input_dac.high",
        ];
        Assert.Equal(expected.Order(), exception.Faults.Select(fault => fault.Path).Order());
    }

    [Fact]
    public void AClipNeedsLevels()
    {
        Assert.Equal("quantisation.clip", Assert.Single(new SynapseConfiguration { Quantisation = new() { Clip = 2 } }.Validate()).Key);
        Assert.Empty(new SynapseConfiguration { Quantisation = new() { Clip = 2, Bits = 3 } }.Validate());
        Assert.Empty(new SynapseConfiguration { Quantisation = new() { Clip = 2 }, Conductance = new() { Levels = [1e-6, 2e-6] } }.Validate());
    }

    [Fact]
    public void ThreeBitsAreSevenLevels()
    {
        SynapseConfiguration configuration = new()
        {
            Quantisation = new() { Bits = 3 }, Conductance = new() { GMin = 1e-6, GMax = 10e-6, CurrentGain = 3e-9 },
        };
        IReadOnlyList<WeightLevel> levels = LevelTable.Of(configuration, 0.6);
        Assert.Equal([-3, -2, -1, 0, 1, 2, 3], levels.Select(level => level.Level));
        Near.Absolute([[-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]], [[.. levels.Select(level => level.Weight)]], 1e-15);
        Near.Absolute([[1e-6, 1e-6, 1e-6, 1e-6, 4e-6, 7e-6, 10e-6]], [[.. levels.Select(level => level.Positive)]], 1e-18);
        Near.Absolute([[10e-6, 7e-6, 4e-6, 1e-6, 1e-6, 1e-6, 1e-6]], [[.. levels.Select(level => level.Negative)]], 1e-18);
        // 15 uS a unit of weight: 3 nA take 0.2 mV.
        Assert.Equal(0.2e-3, configuration.Conductance.ReadVoltage(0.6), 1e-15);
    }

    [Fact]
    public void LevelsAreReadFromAFile()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "levels.csv");
        File.WriteAllText(path, "conductance_s\n1e-6\n\n2.5e-6\n7e-6\n");
        Assert.Equal([1e-6, 2.5e-6, 7e-6], LevelFile.Read(path));
        ConductanceConfiguration read = new ConductanceConfiguration { LevelsFile = path }.WithLevelsRead();
        Near.Absolute([[-1, -0.25, 0, 0.25, 1]], [read.LevelShares()], 1e-15);
        Assert.Empty(read.Validate());
    }

    [Theory]
    [InlineData("1e-6\nx\n2e-6\n1e-6,2\n", "column 1: 'x' is not a number", ":4: 2 columns")]
    [InlineData("1e-6\n2e-6\n1e-6\n", "level 2 must exceed", "1E-06")]
    [InlineData("1uS\n2e-6\n3e-6\n", ":1: column 1: '1uS'", "siemens")]
    [InlineData("1,5e-6\n2,5e-6\n", "decimal commas", "header")]
    [InlineData("1e-6,2e-6\n3e-6,4e-6\n", "2 columns", "one a row")]
    [InlineData("inf\n1e-6\n", "'inf'", "finite")]
    [InlineData("1e-6\n1e300\n", "at most 1000", "siemens")]
    [InlineData("-1e-6\n1e-6", "level 0 must not be negative", "siemens")]
    [InlineData("1e-6", "2 to 256 levels", "not 1")]
    [InlineData("", "is empty", "one a row")]
    public void FaultsOfALevelFileAreNamed(string text, string first, string second)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "levels.csv");
        File.WriteAllText(path, text);
        BrunoException exception = Assert.Throws<BrunoException>(() => LevelFile.Read(path));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains(first, exception.Message, StringComparison.Ordinal);
        Assert.Contains(second, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingLevelFileIsAnErrorOfTheData() =>
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => LevelFile.Read("nowhere.csv")).ExitCode);
}
