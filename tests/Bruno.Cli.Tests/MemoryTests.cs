using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>What a run keeps and may take: told before the start, refused before the start, and the same results with less.</summary>
public sealed class MemoryTests : IDisposable
{
    private static readonly string[] Small =
    [
        "train", "quickstart", "--device", "cpu", "--no-progress", "--epochs", "1", "--substeps", "50", "--set", "data.tactile.repetitions=6",
        "--set", "data.tactile.letters=4", "--set", "network.layers.1.outputs=17",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The same losses, accuracies and counts in less memory; and what the dry run said is what the run took.</summary>
    [Fact]
    public void Segment_SameMetrics_LessMemory_AsTheDryRunSaid()
    {
        string[] segmented = [.. Small, "--segment", "7", "--tape-every", "3"];
        Assert.Equal(0, BrunoProcess.Run([.. Small, "--output", folder["whole"]]).ExitCode);
        BrunoProcess.Outcome run = BrunoProcess.Run([.. segmented, "--json", "--output", folder["segmented"]]);
        BrunoProcess.Outcome plan = BrunoProcess.Run([.. segmented, "--json", "--dry-run", "--output", folder["planned"]]);
        Assert.Equal((0, 0, ""), (run.ExitCode, plan.ExitCode, plan.Errors));
        Assert.False(Directory.Exists(folder["planned"]));

        (string[] whole, string[] cut) = (Rows("whole"), Rows("segmented"));
        Assert.Equal(4, whole.Length);
        Assert.Equal(whole.Select(row => Without(row, 7, 8)), cut.Select(row => Without(row, 7, 8)));
        long Peak(string[] rows) => long.Parse(rows[^1].Split(',')[8]);
        Assert.True(Peak(cut) < Peak(whole), $"{Peak(cut)} bytes with segments, {Peak(whole)} without");

        using JsonDocument planned = JsonDocument.Parse(plan.Output), summary = JsonDocument.Parse(run.Output);
        Assert.Equal(Peak(cut), planned.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal(3, planned.RootElement.GetProperty("tape_steps").GetInt32());
        Assert.Equal(
            summary.RootElement.GetProperty("device_bytes").GetRawText(), planned.RootElement.GetProperty("by_purpose").GetRawText());
        Assert.Contains("segment = 7", File.ReadAllText(folder["segmented", "config.resolved.toml"]));
    }

    [Fact]
    public void MemoryLimit_ThatIsTooLittle_IsRefusedBeforeTheStart()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Small, "--memory-limit", "20kB", "--output", folder["run"]]);
        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("20 kB may be used", outcome.Errors);
        Assert.Contains("--segment", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));

        BrunoProcess.Outcome plan = BrunoProcess.Run([.. Small, "--memory-limit", "20kB", "--dry-run"]);
        Assert.Equal((5, ""), (plan.ExitCode, plan.Errors));
        Assert.Contains("does not fit", plan.Output);
    }

    [Theory]
    [InlineData("--memory-limit", "lots", "memory.limit")]
    [InlineData("--segment", "0", "memory.segment")]
    [InlineData("--tape-every", "-2", "memory.tape_every")]
    public void ValuesThatMeanNothing_AreFaults(string option, string value, string key)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Small, option, value, "--dry-run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(value, outcome.Errors);
        Assert.Contains(key.Split('.')[1], outcome.Errors.Replace('-', '_'));
    }

    private string[] Rows(string run) => File.ReadAllLines(folder[run, "metrics.csv"]);

    private static string Without(string row, params int[] columns) =>
        string.Join(',', row.Split(',').Where((_, column) => !columns.Contains(column)));
}
