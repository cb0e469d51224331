namespace Bruno.Cli.Tests;

/// <summary>A small run that the tests of a class look at.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainedRun() => Assert.Equal(0, BrunoProcess.Run(
        "train", "quickstart", "--device", "cpu", "--no-progress", "--epochs", "1", "--output", Path,
        "--set", "data.tactile.repetitions=12", "--set", "data.tactile.letters=4", "--set", "network.layers.1.outputs=17").ExitCode);

    public string Path => folder["run"];

    public void Dispose() => folder.Dispose();
}
