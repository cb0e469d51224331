using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

public sealed class PersonalDetailsTests
{
    [Theory]
    [InlineData("no such file /home/ada/work/a.cl: 3", "no such file .../a.cl: 3")]
    [InlineData("in '/tmp/x-y/kernel'", "in '.../kernel'")]
    [InlineData(@"C:\Users\Ada\AppData\x.dll is missing", ".../x.dll is missing")]
    [InlineData(@"\\server\share\x.dll", ".../x.dll")]
    [InlineData("~/.cache/bruno/x.json", ".../x.json")]
    [InlineData("CL_INVALID_VALUE (-30), OpenCL 1.2/2.0", "CL_INVALID_VALUE (-30), OpenCL 1.2/2.0")]
    [InlineData("1e-3 V/ms, and/or", "1e-3 V/ms, and/or")]
    public void PathsAreRemoved(string text, string expected) => Assert.Equal(expected, PersonalDetails.Remove(text));

    [Fact]
    public void TheComputersNameIsRemoved() =>
        Assert.DoesNotContain(Environment.MachineName, PersonalDetails.Remove($"on {Environment.MachineName}: failed"));
}
