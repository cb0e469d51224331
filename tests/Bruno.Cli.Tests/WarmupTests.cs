using System.Globalization;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>Sequences that end within the warm-up do not dilute the loss, and where nothing is scored that is said.</summary>
public sealed class WarmupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ShortSequencesChangeNoLoss()
    {
        Assert.Equal(0, Train("without", isMixed: false).ExitCode);
        Assert.Equal(0, Train("with", isMixed: true).ExitCode);
        double[] without = Losses("without"), with = Losses("with");
        Assert.Equal(3, without.Length);
        Assert.Equal(without, with);
        Assert.All(without, loss => Assert.True(loss > 0.3));
    }

    [Fact]
    public void WhereNothingIsScoredTheSettingIsNamed()
    {
        BrunoProcess.Outcome outcome = Train("nothing", isMixed: true, "--set", "loss.warmup_steps=1000");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("loss.warmup_steps = 1000", outcome.Errors);
        Assert.False(Directory.Exists(folder["nothing", "run"]));
        Write("compared", isMixed: false);
        BrunoProcess.Outcome compared = BrunoProcess.Run(
            "compare", "gradients", "jsb-felif", "--set", $"data.folder={folder["compared"]}", "--horizons", "4", "--output", folder["out"]);
        Assert.Equal(2, compared.ExitCode);
        Assert.Contains("loss.warmup_steps", compared.Errors);
    }

    private BrunoProcess.Outcome Train(string name, bool isMixed, params string[] more)
    {
        Write(name, isMixed);
        return BrunoProcess.Run(
        [
            "train", "jsb-felif", "--set", $"data.folder={folder[name]}", "--set", "network.layers.0.outputs=6", "--epochs", "1", "--device", "cpu",
            "--no-progress", "--no-check", "--output", folder[name, "run"], .. more,
        ]);
    }

    private double[] Losses(string name) =>
    [
        .. File.ReadLines(folder[name, "run", "metrics.csv"]).Skip(1).Select(line => line.Split(','))
            .Select(cells => double.Parse(cells[2], CultureInfo.InvariantCulture)),
    ];

    private void Write(string name, bool isMixed)
    {
        int[][] Song(int steps) => [.. Enumerable.Range(0, steps).Select(step => new[] { 48 + step % 5, 60 + step % 7 })];
        int[][][] songs = isMixed ? [Song(4), Song(16), Song(3), Song(5)] : [Song(16)];
        string path = folder[name, "jsb-chorales", "jsb-chorales-quarter.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(new { train = songs, valid = songs, test = songs }));
    }
}
