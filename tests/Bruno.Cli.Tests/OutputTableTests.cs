using System.Globalization;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>What evaluate --outputs writes adds up to what it prints.</summary>
public sealed class OutputTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AClassAStep()
    {
        string path = folder.Write("steps.csv", "sample,label,x\n" + string.Concat(Enumerable.Range(0, 12).Select(s => $"{s},up,0.{s % 10}\n{s},down,1.{s % 10}\n{s},up,0.{9 - s % 10}\n{s},,0\n")));
        (JsonElement result, string[][] rows) = Evaluate(path);
        Assert.Equal(["sample", "step", "label", "predicted", "output_down", "output_up"], rows[0]);
        Assert.Equal(48, rows.Length - 1);
        string[][] counted = [.. rows.Skip(1).Where(row => row[2].Length > 0)];
        Assert.Equal((36, 36), (counted.Length, result.GetProperty("trials").GetInt32()));
        Assert.Equal(result.GetProperty("correct").GetInt32(), counted.Count(row => row[2] == row[3]));
        Assert.All(counted, row => Assert.Equal(Number(row[5]) > Number(row[4]) ? "up" : "down", row[3]));
    }

    /// <summary>Of samples with a class, what the loss goes by decides, whatever the loss; early exit ends with the same accuracy.</summary>
    [Theory]
    [InlineData("spike_count")]
    [InlineData("first_spike")]
    [InlineData("max_over_time")]
    [InlineData("mean_over_time")]
    [InlineData("each_step")]
    public void AClassASample(string loss)
    {
        string config = folder.Write("run.toml", """
            [data.tactile]
            letters = 3
            repetitions = 12
            [[network.layers]]
            kind = "linear"
            outputs = 8
            initial_scale = 3.0
            [[network.layers]]
            kind = "lif"
            [[network.layers]]
            kind = "linear"
            initial_scale = 4.0
            [[network.layers]]
            kind = "lif"
            """);
        BrunoProcess.Outcome training = BrunoProcess.Run(
            "train", "--config", config, "--set", $"loss.kind={loss}", "--epochs", "1", "--device", "cpu", "--no-progress", "--output", folder["run"]);
        Assert.True(training.ExitCode == 0, training.Errors);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("evaluate", folder["run"], "--outputs", folder["outputs.csv"], "--json", "--device", "cpu", "--no-progress");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement result = JsonDocument.Parse(outcome.Output).RootElement;
        string[][] rows = [.. File.ReadAllLines(folder["outputs.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(result.GetProperty("correct").GetInt32(), rows.Count(row => row[1] == row[2]));
        Assert.Equal(result.GetProperty("samples").GetInt32(), rows.Length);

        BrunoProcess.Outcome early = BrunoProcess.Run("evaluate", folder["run"], "--early-exit", folder["exits.csv"], "--thresholds", "0.9,0.4", "--json", "--device", "cpu", "--no-progress");
        Assert.True(early.ExitCode == 0, early.Errors);
        JsonElement[] exits = [.. JsonDocument.Parse(early.Output).RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["0.4", "0.9", "null"], exits.Select(exit => exit.GetProperty("threshold").GetRawText()));
        Assert.Equal(result.GetProperty("accuracy").GetDouble(), exits[^1].GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(4, File.ReadAllLines(folder["exits.csv"]).Length);
        Assert.True(File.Exists(folder["exits.png"]) && File.Exists(folder["exits.json"]));
        Assert.Equal(2, BrunoProcess.Run("evaluate", folder["run"], "--early-exit", folder["exits.csv"], "--device", "cpu").ExitCode);
    }

    [Fact]
    public void Values()
    {
        folder.Write("force.toml", "task = \"values\"\ntargets = [\"force\"]\n");
        string path = folder.Write("force.csv", "sample,x,force\n" + string.Concat(Enumerable.Range(0, 12).Select(s => $"{s},0.{s % 10},{s}\n{s},1.{s % 10},{s + 1}\n{s},0.5,{s - 1}\n")));
        (JsonElement result, string[][] rows) = Evaluate(path);
        Assert.Equal(["sample", "step", "target_force", "output_force"], rows[0]);
        double mean = rows.Skip(1).Average(row => (Number(row[2]) - Number(row[3])) * (Number(row[2]) - Number(row[3])));
        Assert.Equal(mean, result.GetProperty("loss").GetDouble(), 1e-5 * mean);
        Assert.Equal(Math.Sqrt(mean), result.GetProperty("rms_error").GetDouble(), 1e-5 * mean);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("accuracy").ValueKind);
    }

    /// <summary>Nats a step are of all steps alike, of sequences of different lengths, where the loss weighs each sequence alike.</summary>
    [Fact]
    public void Notes()
    {
        // Of the loss of notes, where nothing is said.
        const int WarmupSteps = 5;
        folder.Write("notes.toml", "task = \"next_step\"\n");
        string path = folder.Write("notes.csv", "sample,a,b,c\n" + string.Concat(Enumerable.Range(0, 12).Select(s =>
            string.Concat(Enumerable.Range(0, 9 + 3 * (s % 3)).Select(k => $"{s},{s % 3 / 2},{s % 3 / 2},{(k + s) % 2}\n")))));
        (JsonElement result, string[][] rows) = Evaluate(path);
        Assert.Equal(["sample", "step", "target_a", "target_b", "target_c", "output_a", "output_b", "output_c"], rows[0]);
        double Nats(string[] row) => Enumerable.Range(2, 3).Sum(i => Math.Log(1 + Math.Exp(Number(row[i + 3]))) - Number(row[i]) * Number(row[i + 3]));
        double[] counted = [.. rows.Skip(1).Where(row => row[2].Length > 0 && Number(row[1]) >= WarmupSteps).Select(Nats)];
        Assert.Equal(counted.Average(), result.GetProperty("nats_per_step").GetDouble(), 1e-5);
        Assert.NotEqual(3 * result.GetProperty("loss").GetDouble(), result.GetProperty("nats_per_step").GetDouble(), 1e-3);
    }

    private (JsonElement Result, string[][] Rows) Evaluate(string path)
    {
        BrunoProcess.Outcome training = BrunoProcess.Run("train", "steps", "--data", path, "--epochs", "1", "--device", "cpu", "--no-progress", "--output", folder["run"]);
        Assert.True(training.ExitCode == 0, training.Errors);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("evaluate", folder["run"], "--data", path, "--outputs", folder["outputs.csv"], "--json", "--device", "cpu", "--no-progress");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return (JsonDocument.Parse(outcome.Output).RootElement, [.. File.ReadAllLines(folder["outputs.csv"]).Select(line => line.Split(','))]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
