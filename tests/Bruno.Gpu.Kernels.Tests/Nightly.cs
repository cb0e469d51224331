namespace Bruno.Gpu.Kernels.Tests;

/// <summary>What takes too long for every change.</summary>
internal static class Nightly
{
    private const string Variable = "BRUNO_NIGHTLY";

    /// <summary>Skips the test that calls it where scripts/nightly.sh does not run it.</summary>
    public static void SkipOtherwise() => Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)), "takes minutes; scripts/nightly.sh runs it");
}
