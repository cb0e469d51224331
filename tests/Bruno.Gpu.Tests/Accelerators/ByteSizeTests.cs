using Bruno.Gpu.Units;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Amounts of memory as people write them, and as they are told.</summary>
public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("1B", 1)]
    [InlineData("150MB", 150_000_000)]
    [InlineData(" 1.5 gb ", 1_500_000_000)]
    [InlineData("2kB", 2_000)]
    [InlineData("0.25TB", 250_000_000_000)]
    [InlineData(".5kb", 500)]
    [InlineData("1.9", 1)]
    [InlineData("9000000TB", 9_000_000_000_000_000_000)]
    public void AmountsAreRead(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("0")]
    [InlineData("0.9")]
    [InlineData("-5MB")]
    [InlineData("+5MB")]
    [InlineData("1,5GB")]
    [InlineData("1e9")]
    [InlineData("five")]
    [InlineData("5 M")]
    [InlineData("5GiB")]
    [InlineData("5 GB GB")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("10000000TB")]
    [InlineData("99999999999999999999")]
    public void WhatIsNoAmountIsNone(string text) => Assert.Null(ByteSize.Parse(text));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(1_234_567, "1.23 MB")]
    [InlineData(150_000_000, "150 MB")]
    [InlineData(1_500_000_000, "1.5 GB")]
    [InlineData(2_000_000_000_000, "2 TB")]
    public void AmountsAreTold(long bytes, string text)
    {
        using DecimalCommaCulture culture = new();
        Assert.Equal(text, ByteSize.Format(bytes));
    }

    /// <summary>What is told can be given back, to two digits behind the point.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(123_456)]
    [InlineData(98_765_432)]
    [InlineData(7_654_321_000_000)]
    public void WhatIsToldIsRead(long bytes)
    {
        long read = ByteSize.Parse(ByteSize.Format(bytes)) ?? 0;
        Assert.InRange(Math.Abs(read - bytes), 0, bytes / 100);
    }
}
