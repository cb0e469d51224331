using Bruno.Cli.Rendering;

namespace Bruno.Cli.Tests;

/// <summary>Lines of progress come within seconds, and do not fill a log.</summary>
public sealed class ProgressPaceTests
{
    [Fact]
    public void LinesComeSoonAndThenMoreRarely()
    {
        ProgressPace pace = new();
        int[] due = [.. Enumerable.Range(0, 300).Where(second => pace.IsDue(TimeSpan.FromSeconds(second)))];
        Assert.Equal([5, 15, 35, 75, 135, 195, 255], due);
    }
}
