using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

public sealed class ConformanceFamilyTests
{
    [Fact]
    public void FilesOfEveryKindAreThere()
    {
        string[] prefixes = ["felif_", "heracles_", "lif_", "rlif_", "net_", "quantiser", "converged_felif", "converged_heracles"];
        foreach (string prefix in prefixes)
            Assert.Contains(ConformanceFamily.Files, file => file.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void TheyAreSmall()
    {
        long bytes = ConformanceFamily.Files.Sum(file => typeof(ConformanceFamily).Assembly.GetManifestResourceStream("golden/" + file)!.Length);
        Assert.InRange(bytes, 10_000, 300_000);
    }
}
