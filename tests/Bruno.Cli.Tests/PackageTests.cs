using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>The packages of the program, and a library that is built outside it against them as the documents say.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheLibraryOfThePageIsBuiltAgainstThePackages()
    {
        // bin/Release/net10.0 of these tests: what the packages hold was built as they were.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (string project in (string[])["Bruno.Gpu.Kernels", "Bruno.Gpu"])
            Dotnet(SourceTree.Root(), "pack", project, "-c", configuration, "--no-build", "-o", folder["packages"]);

        folder.Write("library/AdaptiveLeak.csproj", DevicePage.Project);
        foreach ((int number, string file) in DevicePage.Files.Index())
            folder.Write($"library/File{number}.cs", file);
        // These packages in a folder of their own, not beside others of the same version that the user may have; what they need where it is.
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Dotnet(
            folder["library"], "build", "-c", "Release", "-o", "library", $"-p:RestorePackagesPath={folder["restored"]}", $"-p:RestoreFallbackFolders={packages}");

        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "adaptive-leak", "--device-library", folder["library/library/AdaptiveLeak.dll"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("leak_conductance", outcome.Output);
    }

    private static void Dotnet(string place, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = place, RedirectStandardOutput = true, RedirectStandardError = true };
        // The tests themselves run under dotnet, whose settings would be those of the build.
        start.Environment.Remove("MSBuildSDKsPath");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "dotnet did not end.");
        Assert.True(process.ExitCode == 0, output.Result + errors.Result);
    }
}
