namespace Bruno.Cli.Tests;

/// <summary>Several trainings on one device at the same time.</summary>
public sealed class SideBySideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>They share the cores and nothing else: each ends with the bits that it ends with alone.</summary>
    [Fact]
    public async Task TrainingsSideBySideHaveTheBitsThatTheyHaveAlone()
    {
        Assert.Equal(0, Train("alone", seed: 1).ExitCode);
        Task<BrunoProcess.Outcome>[] both =
            [.. new[] { 1, 2 }.Select(seed => Task.Run(() => Train($"beside {seed}", seed), TestContext.Current.CancellationToken))];
        Assert.All(await Task.WhenAll(both), outcome => Assert.True(outcome.ExitCode == 0, outcome.Errors));

        byte[] alone = await Weights("alone");
        Assert.Equal(alone, await Weights("beside 1"));
        Assert.NotEqual(alone, await Weights("beside 2"));
    }

    private BrunoProcess.Outcome Train(string run, int seed) => BrunoProcess.Run(
        "train", "--device", "cpu", "--no-progress", "--epochs", "2", "--seed", $"{seed}", "--set", "data.tactile.repetitions=16", "--set", "data.tactile.letters=4", "--output", folder[run]);

    /// <summary>The best parameters, with all digits; files of the state have seconds in them.</summary>
    private async Task<byte[]> Weights(string run)
    {
        string weights = folder[$"{run}.csv"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run("export", "weights", folder[run], "--output", weights);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);
    }
}
