using System.Text.Json;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Tests;

/// <summary><c>bruno config</c>, and the page that is its output.</summary>
public sealed class ConfigTests
{
    private static readonly SettingTable Settings = SettingTable.Of<RunConfiguration>();

    [Fact]
    public void ThePageIsTheOutput() => Assert.Equal(
        File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "configuration.md")), BrunoProcess.Run("config", "--format", "markdown").Output);

    [Fact]
    public void EverySettingSaysWhatItIs()
    {
        foreach (SettingTable table in Settings.All)
        {
            foreach (Setting setting in table.Settings)
            {
                string name = $"{table.Path}.{setting.Key}";
                Assert.True(setting.Meaning.Length > 5, $"{name} has no meaning");
                Assert.True(!setting.Type.Contains("number", StringComparison.Ordinal) || setting.Range.Length > 0 || setting.Key == "parameters", $"{name} has no range");
                Assert.All(setting.Values, value => Assert.True(value.Meaning.Length > 0, $"{name} = {value.Name} has no meaning"));
            }
        }
    }

    [Fact]
    public void TheTextNamesUnitAndRange()
    {
        string text = BrunoProcess.Run("config").Output;
        Assert.Contains("current_unit = 1E-09  (a number, A, positive, at most 0.001)", text);
        Assert.Contains("[[network.layers]] kind = \"lif\"", text);
        Assert.Contains("its keys are those of [synapses]", text);
    }

    [Fact]
    public void TheSchemaHoldsLayersAndRanges()
    {
        using JsonDocument schema = JsonDocument.Parse(BrunoProcess.Run("config", "--format", "schema").Output);
        JsonElement properties = schema.RootElement.GetProperty("properties");
        Assert.Equal(0, properties.GetProperty("optimizer").GetProperty("properties").GetProperty("learning_rate").GetProperty("exclusiveMinimum").GetDouble());
        JsonElement variants = properties.GetProperty("network").GetProperty("properties").GetProperty("layers").GetProperty("items").GetProperty("oneOf");
        Assert.Contains("device", variants.EnumerateArray().Select(variant => variant.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString()));
    }
}
