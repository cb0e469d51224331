using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>What numpy reads of a run, by the example of the page about own data.</summary>
public sealed class PythonTests(TrainedRun trained) : IClassFixture<TrainedRun>
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void TheExampleReadsACheckpointAndTheMetrics()
    {
        string output = Run(DataPage.Block("python").Replace("RUN/", $"{trained.Path}/", StringComparison.Ordinal));
        Assert.Contains("parameters/1/linear/weights (48, 17) largest ", output, StringComparison.Ordinal);
        Assert.Contains("best epoch 1", output, StringComparison.Ordinal);
    }

    private static string Run(string script)
    {
        if (!File.Exists(Python) || Start("import numpy").Code != 0)
            Assert.Skip("needs python3 with numpy");
        (int code, string output, string errors) = Start(script);
        Assert.True(code == 0, errors);
        return output;
    }

    private static (int Code, string Output, string Errors) Start(string script)
    {
        ProcessStartInfo start = new(Python, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
