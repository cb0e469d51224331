using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>The short form of tests/soak.sh.</summary>
public sealed class SoakTests
{
    [Fact]
    public void TenKillsLoseNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for Linux.");
        ProcessStartInfo start = new("bash", [Path.Combine(SourceTree.Root(), "tests", "soak.sh"), "10"]) { RedirectStandardOutput = true };
        start.Environment["BRUNO"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "bruno.dll")}";
        start.Environment["EPOCHS"] = "12";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.StartsWith("passed: 10 kills", output);
    }
}
