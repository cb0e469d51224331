namespace Bruno.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Config_UnknownKeys_AllAtOnceWithTheNearestName()
    {
        string config = folder.Write("run.toml", "sead = 1\n[optimizer]\nlearning_rat = 0.1\n[training]\nepochs = -1\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--config", config, "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'seed'", outcome.Errors);
        Assert.Contains("'learning_rate'", outcome.Errors);
        Assert.Contains("training.epochs: must be at least 1, is -1", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Config_UnknownDeviceParameter_IsNamed()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--set", "network.layers.4.parameters.treshold=2", "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'threshold'", outcome.Errors);
    }

    [Fact]
    public void Data_MissingFile_SaysWhereItWasLookedFor()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "jsb-felif", "--set", $"data.folder={folder["nowhere"]}", "--output", folder["run"]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(folder["nowhere"], outcome.Errors);
    }

    [Fact]
    public void Data_TruncatedFile_IsReported()
    {
        folder.Write(Path.Combine("jsb-chorales", "jsb-chorales-quarter.json"), "{\"train\": [[[60, 64], [62");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "jsb-felif", "--set", $"data.folder={folder[""]}", "--output", folder["run"]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("jsb-chorales-quarter.json", outcome.Errors);
    }

    [Theory]
    [InlineData("{\"train\": [[[1e400]]], \"valid\": [], \"test\": []}")]
    [InlineData("{\"train\": [[[NaN]]]}")]
    [InlineData("")]
    [InlineData("DEEP")]
    public void Data_CorruptJson_IsReported(string json)
    {
        folder.Write(Path.Combine("jsb-chorales", "jsb-chorales-quarter.json"), json.Replace("DEEP", new string('[', 10_000), StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "jsb-felif", "--set", $"data.folder={folder[""]}", "--output", folder["run"]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("jsb-chorales-quarter.json", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Device_ThatDoesNotExist_IsNotReplaced()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--device", "cuda:99", "--output", folder["run"]);
        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("cuda:99", outcome.Errors);
    }

    [Fact]
    public void Output_ThatExists_IsNotOverwritten()
    {
        string kept = folder.Write(Path.Combine("run", "thesis.txt"), "years of work");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--device", "cpu", "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--resume", outcome.Errors);
        Assert.Equal("years of work", File.ReadAllText(kept));
    }

    [Fact]
    public void LayersThatDoNotFitTheData_AreReported()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--device", "cpu", "--set", "network.layers.3.outputs=5", "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("8 outputs", outcome.Errors);
    }

    [Theory]
    [InlineData("--substeps", "100")]
    [InlineData("--gradient", "bptt")]
    [InlineData("--integrator", "euler")]
    public void EulerInFloat_OfAModelThatNeedsDouble_IsRefused(string option, string value)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "--device", "cpu", "--set", "network.layers.4.model=heracles", option, value, "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--precision double", outcome.Errors);
    }

    [Fact]
    public void CommandLine_UnknownOptionOrPreset_IsUsage()
    {
        Assert.Equal(2, BrunoProcess.Run("train", "--epoch", "3").ExitCode);
        Assert.Equal(2, BrunoProcess.Run("train", "quickstrat").ExitCode);
        Assert.Equal(2, BrunoProcess.Run("trian").ExitCode);
        Assert.Equal(3, BrunoProcess.Run("evaluate", folder["nothing"]).ExitCode);
        Assert.Equal(0, BrunoProcess.Run("--help").ExitCode);
    }
}
