using Bruno.Gpu.Units;

namespace Bruno.Gpu.Tests.Reporting;

public sealed class DurationTests
{
    [Theory]
    [InlineData("0", 0, "0 s")]
    [InlineData("1h", 3600, "1 h")]
    [InlineData("1d", 86400, "1 d")]
    [InlineData("1y", 31557600, "1 y")]
    [InlineData("30 min", 1800, "30 min")]
    [InlineData("1e3s", 1000, "16.667 min")]
    [InlineData("2.5ms", 2.5e-3, "2.5 ms")]
    [InlineData("7", 7, "7 s")]
    public void TimesAreReadAndWritten(string text, double seconds, string written)
    {
        Assert.Equal(seconds, Duration.Seconds(text));
        Assert.Equal(written, Duration.Text(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("1w")]
    [InlineData("-1h")]
    [InlineData("1V")]
    [InlineData("1e400s")]
    public void OtherTextsAreNone(string text) => Assert.Null(Duration.Seconds(text));
}
