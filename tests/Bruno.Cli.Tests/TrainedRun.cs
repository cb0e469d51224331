namespace Bruno.Cli.Tests;

/// <summary>A small run that the tests of a class look at.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>What makes it, but for its folder.</summary>
    public static string[] Arguments { get; } =
    [
        "train", "quickstart", "--device", "cpu", "--no-progress", "--epochs", "1",
        "--set", "data.tactile.repetitions=12", "--set", "data.tactile.letters=4", "--set", "network.layers.1.outputs=17",
    ];

    public TrainedRun() => Assert.Equal(0, BrunoProcess.Run([.. Arguments, "--output", Path]).ExitCode);

    public string Path => folder["run"];

    public void Dispose() => folder.Dispose();
}
