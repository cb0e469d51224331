using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>What numpy reads of a run, by the example of the page about own data and the programs of examples/python.</summary>
public sealed class PythonTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly string Programs = Path.Combine(SourceTree.Root(), "examples", "python");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AProgramReadsARunsFolder()
    {
        string output = RunProgram("run_folder", trained.Path);
        Assert.Contains("layers: encoder, linear, lif, linear, device\nepochs 1, best epoch 1\ncompleted on host processor", output, StringComparison.Ordinal);
        Assert.Contains("1/linear/weights (48, 17): -", output, StringComparison.Ordinal);
    }

    /// <summary>Trains and judges chips through the command line; another program reads those.</summary>
    [Fact]
    public void AProgramDrivesTheCommandLine()
    {
        string output = RunProgram("drive", folder["runs"]);
        Assert.Matches(@"test accuracy 0\.\d+ \+- 0\.\d+\n3 chips: mean accuracy 0\.\d+", output);
        Assert.Contains("3 chips, 0.", RunProgram("chips", folder["runs/chips"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AProgramReadsABenchmark()
    {
        Assert.Equal(0, BrunoProcess.Run("benchmark", "memory", "--methods", "bruno,bptt", "--horizons", "20,40", "--batch", "2", "--substeps", "10", "--repeats", "1", "--device", "cpu", "--output", folder["memory"]).ExitCode);
        // BPTT keeps every micro-step: ten times as many, and both as many as there are outer steps.
        string output = RunProgram("benchmark", folder["memory"]);
        Assert.Matches(@"bruno: tape of 40 steps \d+ bytes, grows as horizon\^(0\.9\d|1\.00)", output);
        Assert.Matches(@"bruno: 0\.(09|10)\d of the tape of bptt", output);
    }

    [Fact]
    public void EveryProgramIsOnThePage()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "run-folder.md"));
        Assert.All(Directory.EnumerateFiles(Programs, "*.py"), file => Assert.Contains($"python3 examples/python/{Path.GetFileName(file)} ", page, StringComparison.Ordinal));
    }

    private string RunProgram(string name, string argument)
    {
        bool draws = name != "drive" && Start(["-c", "import matplotlib"]).Code == 0;
        string output = Run([Path.Combine(Programs, $"{name}.py"), argument, .. draws ? [folder[$"{name}.png"]] : Array.Empty<string>()]);
        Assert.Equal(draws, File.Exists(folder[$"{name}.png"]));
        return output;
    }

    [Fact]
    public void TheExampleReadsACheckpointAndTheMetrics()
    {
        string output = Run(["-c", DataPage.Block("python").Replace("RUN/", $"{trained.Path}/", StringComparison.Ordinal)]);
        Assert.Contains("parameters/1/linear/weights (48, 17) largest ", output, StringComparison.Ordinal);
        Assert.Contains("best epoch 1", output, StringComparison.Ordinal);
    }

    private static string Run(string[] arguments)
    {
        if (!File.Exists(Python) || Start(["-c", "import numpy, tomllib"]).Code != 0)
            Assert.Skip("needs python3 (3.11) with numpy: apt-get install python3-numpy");
        (int code, string output, string errors) = Start(arguments);
        Assert.True(code == 0, errors);
        return output;
    }

    private static (int Code, string Output, string Errors) Start(string[] arguments)
    {
        if (!File.Exists(Python))
            return (-1, "", "");
        ProcessStartInfo start = new(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BRUNO"] = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "bruno.dll")}'";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
