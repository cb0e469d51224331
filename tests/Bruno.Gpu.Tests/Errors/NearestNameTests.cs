using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Errors;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("spike_cuont", "spike_count", 1)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_counts_edits(string first, string second, int expected)
    {
        Assert.Equal(expected, NearestName.Distance(first, second));
        Assert.Equal(expected, NearestName.Distance(second, first));
    }

    [Theory]
    [InlineData("substep", "substeps")]
    [InlineData("Sub-Steps", "substeps")]
    [InlineData("learn", "learning_rate")]
    [InlineData("learning_rat", "learning_rate")]
    [InlineData("zzz", null)]
    [InlineData("xy", null)]
    public void Find_gives_only_plausible_names(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["epochs", "substeps", "learning_rate", "ab"]));
}
