using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>What `./test` prints at its end.</summary>
public sealed class TestScriptTests
{
    // Longer than what a pipe takes: a filter that ends after its first lines would end the script with it, before the closing line.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ClosingLineComesLastHoweverManyClassesThereAre(int failed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        const string script = """
            set -euo pipefail
            source "$1/scripts/tests.sh"
            passed=3 failed=$2 skipped=4
            seq -f '%.0f A.class.of.tests.with.a.name.as.long.as.they.are' 20000 >"$reports/slow"
            finish
            """;
        ProcessStartInfo start = new("bash", ["-c", script, "bash", SourceTree.Root(), failed.ToString()]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal(failed, process.ExitCode);
        Assert.Equal($"3 passed, {failed} failed, 4 skipped", lines[^1]);
        Assert.Equal("20000 A.class.of.tests.with.a.name.as.long.as.they.are", lines[1]);
        Assert.Equal(1 + 15 + 2, lines.Length);
    }
}
