using Bruno.Oracle;

namespace Bruno.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void Golden_AllFilesPass(string precision)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "golden", GoldenFile.Folder, "--precision", precision, "--device", "cpu");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains($"{Directory.GetFiles(GoldenFile.Folder, "*.json").Length} passed, 0 failed", outcome.Output);
    }

    [Fact]
    public void Golden_AWrongValue_IsFound()
    {
        string text = File.ReadAllText(Path.Combine(GoldenFile.Folder, "lif_01.json"));
        folder.Write("wrong.json", text.Replace("\"alpha\": 0.8", "\"alpha\": 0.80001", StringComparison.Ordinal).Replace("\"alpha\":0.8", "\"alpha\":0.80001", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "golden", folder[""]);
        Assert.Equal(7, outcome.ExitCode);
        Assert.Contains("FAIL  wrong.json", outcome.Output);
    }

    [Fact]
    public void Golden_AKindThatIsNotBuilt_CountsAsFailed()
    {
        folder.Write("future.json", "{\"kind\": \"memristor\"}");
        folder.Write("broken.json", "{\"kind\": ");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "golden", folder[""]);
        Assert.Equal(7, outcome.ExitCode);
        Assert.Contains("not supported: kind memristor", outcome.Output);
        Assert.Contains("0 passed, 2 failed", outcome.Output);
    }

    [Fact]
    public void Golden_NoFiles_IsMissingData() =>
        Assert.Equal(3, BrunoProcess.Run("check", "golden", folder["nowhere"]).ExitCode);

    [Fact]
    public void Devices_ListTheCpuAndFelif()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("cpu", outcome.Output);
        Assert.Contains("felif", outcome.Output);
        Assert.Contains("saturation_polarization", BrunoProcess.Run("devices", "felif").Output);
        Assert.Contains("\"compute_devices\"", BrunoProcess.Run("devices", "--json").Output);
    }
}
