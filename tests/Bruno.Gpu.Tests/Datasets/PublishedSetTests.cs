using System.Text.RegularExpressions;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Datasets;

public sealed partial class PublishedSetTests
{
    [Fact]
    public void AllSayWhatTheyAreAndWhereTheyComeFrom() => Assert.All(PublishedSet.Every, set =>
    {
        Assert.False(string.IsNullOrWhiteSpace(set.Description.Title) || string.IsNullOrWhiteSpace(set.Description.Source) || string.IsNullOrWhiteSpace(set.Description.Licence), set.Name);
        Assert.NotNull(set.Description.Task);
        Assert.Empty(ConfigurationBinder.Check(set.Description, set.Name));
        Assert.All(set.Figures, figure => Assert.False(string.IsNullOrWhiteSpace(figure.Value) || string.IsNullOrWhiteSpace(figure.By)));
        Assert.All(set.Downloads, file =>
        {
            Assert.Empty(file.Validate());
            Assert.All(file.Addresses, address => Assert.Equal("https", new Uri(address).Scheme));
            Assert.True(file.Sha256 is null || Checksum().IsMatch(file.Sha256), file.File);
            Assert.False(Path.IsPathRooted(file.File) || file.File.Contains("..", StringComparison.Ordinal));
        });
    });

    [Fact]
    public void WhatIsMissing_IsSaidWithHowToGetIt()
    {
        string message = Assert.Throws<DataException>(() => DatasetCatalogue.Load(new() { Name = "japanese-vowels", Folder = "nowhere" }, 0)).Message;
        Assert.Contains("The data set 'japanese-vowels' is not there", message);
        Assert.Contains("bruno data fetch japanese-vowels --folder nowhere", message);
        Assert.Contains("--from FILE", message);
    }

    /// <summary>The files of a published set say by their names how they are read, wherever they are.</summary>
    [Theory]
    [InlineData("QTDB_test.mat", "qtdb")]
    [InlineData("Nottingham.mat", "polyphonic")]
    [InlineData("JapaneseVowels_TEST.ts", "japanese-vowels")]
    [InlineData("yinyang_test_samples.npy", "yin-yang")]
    [InlineData("braille7.npz", "braille7")]
    [InlineData("data.npz", null)]
    [InlineData("Train.zip", null)]
    public void FilesAreKnownByTheirNames(string file, string? name) => Assert.Equal(name, PublishedSet.OfFiles(file)?.Name);

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Checksum();
}
