using Bruno.Gpu.Configuration;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Training;

/// <summary>The settings of memory: all faults at once, each by its key.</summary>
public sealed class MemoryConfigurationTests
{
    [Fact]
    public void TheDefaultsAndLongLengthsAreRight()
    {
        Assert.Empty(ConfigurationBinder.Check(new MemoryConfiguration(), "test"));
        Assert.Empty(ConfigurationBinder.Check(new MemoryConfiguration { Segment = 1, TapeEvery = 1, Window = 1, Limit = "1 B" }, "test"));
        Assert.Empty(ConfigurationBinder.Check(new MemoryConfiguration { Segment = int.MaxValue, TapeEvery = int.MaxValue, Window = int.MaxValue }, "test"));
    }

    [Fact]
    public void AllFaultsAreToldAtOnce()
    {
        IReadOnlyList<ConfigurationFault> faults = ConfigurationBinder.Check(new MemoryConfiguration { Segment = 0, TapeEvery = -1, Window = 0, Limit = "much" }, "test");
        Assert.Equal(["segment", "tape_every", "window", "limit"], faults.Select(fault => fault.Path));
        Assert.Contains("-1", faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("\"much\"", faults[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBinderFindsThem()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromText("file", "[memory]\nsegment = 0\nlimit = \"0 GB\"\n")]));
        Assert.Contains("segment", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0 GB", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The larger length is the outer one, whichever key has it.</summary>
    [Fact]
    public void SegmentsAreOrdered()
    {
        Assert.Empty(new MemoryConfiguration().Segments);
        Assert.Equal([32], new MemoryConfiguration { TapeEvery = 32 }.Segments);
        Assert.Equal([32, 8], new MemoryConfiguration { Segment = 32, TapeEvery = 8 }.Segments);
        Assert.Equal([32, 8], new MemoryConfiguration { Segment = 8, TapeEvery = 32 }.Segments);
        Assert.Equal(2_500_000, new MemoryConfiguration { Limit = "2.5MB" }.LimitBytes);
        Assert.Null(new MemoryConfiguration().LimitBytes);
    }
}
