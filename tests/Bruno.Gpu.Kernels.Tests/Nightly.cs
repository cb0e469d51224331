namespace Bruno.Gpu.Kernels.Tests;

/// <summary>What takes too long for every change.</summary>
internal static class Nightly
{
    private const string Variable = "BRUNO_NIGHTLY";

    /// <summary>Whether scripts/nightly.sh runs the tests.</summary>
    public static bool IsNight => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Skips the test that calls it where scripts/nightly.sh does not run it.</summary>
    public static void SkipOtherwise() => Assert.SkipUnless(IsNight, "takes minutes; scripts/nightly.sh runs it");
}
