using System.Text.Json;
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
    }

    [Fact]
    public void Devices_TellWhatWasLookedFor()
    {
        Assert.Contains("Driver libraries", BrunoProcess.Run("devices").Output);
        Assert.Contains("Cannot be used", BrunoProcess.Run("devices", "--all").Output);
        JsonElement json = JsonDocument.Parse(BrunoProcess.Run("devices", "--json").Output).RootElement;
        Assert.Equal(
            ["compute_devices", "unusable_devices", "driver_libraries", "device_models"],
            json.EnumerateObject().Select(property => property.Name));
        JsonElement host = json.GetProperty("compute_devices")[0];
        Assert.Equal("cpu", host.GetProperty("name").GetString());
        Assert.Equal("host", host.GetProperty("kind").GetString());
        Assert.True(host.GetProperty("has_double").GetBoolean());
        string?[] kinds = [.. json.GetProperty("driver_libraries").EnumerateArray().Select(library => library.GetProperty("kind").GetString())];
        Assert.Equal(["cuda", "opencl"], kinds);
    }

    /// <summary>Standard output is for results, JSON among them.</summary>
    [Fact]
    public void TheChoiceOfADeviceIsToldOnStandardError()
    {
        string golden = Path.Combine(GoldenFile.Folder, "lif_01.json");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "golden", golden, "--device", "auto", "--json");
        JsonDocument.Parse(outcome.Output);
        Assert.StartsWith("Device: ", outcome.Errors);
        Assert.Empty(BrunoProcess.Run("check", "golden", golden, "--device", "cpu", "--json").Errors);
    }
}
