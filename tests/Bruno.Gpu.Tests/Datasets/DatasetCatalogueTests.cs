using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class DatasetCatalogueTests
{
    [Fact]
    public void Names_AreUniqueAndDescribed()
    {
        Assert.Equal(
            ["tactile", "chorales", "yin-yang", "braille", "braille7", "japanese-vowels", "nmnist", "polyphonic", "qtdb", "shd", "spoken-digits", "files"],
            DatasetCatalogue.Sources.Select(source => source.Name));
        Assert.All(DatasetCatalogue.Sources, source => Assert.NotEmpty(source.Description));
    }

    [Theory]
    [InlineData("tactil", "tactile")]
    [InlineData("Chorals", "chorales")]
    public void UnknownName_NamesTheNearest(string wrong, string nearest)
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => DatasetCatalogue.Load(new DataConfiguration { Name = wrong }, 0));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains($"did you mean '{nearest}'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesOutOfRange_AreAllReportedWithTheirKeys()
    {
        DataConfiguration configuration = new() { Tactile = new() { Letters = 28, Noise = double.NaN } };
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => DatasetCatalogue.Load(configuration, 0));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains("data.tactile.letters: must be 2 to 27, is 28", exception.Message, StringComparison.Ordinal);
        Assert.Contains("data.tactile.noise: must be a finite number, 0 to 128 (counts), is NaN", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_ValidatesItsOwnValues()
    {
        Assert.Empty(ConfigurationBinder.Check(new DataConfiguration(), "test"));
        Assert.Equal(2, ConfigurationBinder.Check(new DataConfiguration { Name = "x", Folder = " " }, "test").Count);
    }
}
