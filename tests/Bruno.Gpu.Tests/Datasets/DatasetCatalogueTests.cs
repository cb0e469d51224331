using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class DatasetCatalogueTests
{
    [Fact]
    public void Names_AreUniqueAndDescribed()
    {
        Assert.Equal(["tactile", "chorales"], DatasetCatalogue.Sources.Select(source => source.Name));
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
        BrunoException exception = Assert.Throws<BrunoException>(() => DatasetCatalogue.Load(configuration, 0));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains("data.tactile.letters must be between 2 and 27, is 28", exception.Message, StringComparison.Ordinal);
        Assert.Contains("data.tactile.noise must be between 0 and 128, is NaN", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_ValidatesItsOwnValues()
    {
        Assert.Empty(new DataConfiguration().Validate());
        Assert.Equal(2, new DataConfiguration { Name = "x", Folder = " " }.Validate().Count());
    }
}
