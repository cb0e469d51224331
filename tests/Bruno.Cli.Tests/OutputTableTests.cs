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
