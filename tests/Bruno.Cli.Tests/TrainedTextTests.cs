using Bruno.Gpu.Models;

namespace Bruno.Cli.Tests;

/// <summary>Networks of devices that are written as text.</summary>
public sealed class TrainedTextTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The same device as text learns as the one in C# does; the run keeps the text, whatever becomes of its file.</summary>
    [Fact]
    public void ARunKeepsTheTextOfItsDevices()
    {
        string model = folder["mine.toml"], run = folder["run"];
        folder.Write("mine.toml", ModelLibrary.Text("felif"));
        double text = LossAfterAnEpoch(run, model), code = LossAfterAnEpoch(folder["code"], "felif");
        Assert.Equal(code, text, 0.05);

        BrunoProcess.Outcome before = Evaluate(run);
        File.WriteAllText(model, ModelLibrary.Text("felif").Replace("value = 2.5, unit = \"V\"", "value = 0.5, unit = \"V\"", StringComparison.Ordinal));
        Assert.Equal(before.Output, Evaluate(run).Output);
        File.Delete(model);
        Assert.Equal(before.Output, Evaluate(run).Output);
        BrunoProcess.Outcome resumed = BrunoProcess.Run("train", "--resume", run, "--epochs", "2", "--device", "cpu");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
    }

    [Fact]
    public void AFaultyTextIsRefusedBeforeAnythingIsWritten()
    {
        folder.Write("bad.toml", ModelLibrary.Text("felif").Replace("V / leakage_voltage", "V / area", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = Train(folder["run"], folder["bad.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("bad.toml:", outcome.Errors);
        Assert.Contains("expm1 needs a plain number", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));

        outcome = Train(folder["run"], folder["nowhere.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("there is no such file", outcome.Errors);
    }

    [Fact]
    public void ATextIsSimulated()
    {
        folder.Write("mine.toml", ModelLibrary.Text("vteam"));
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "simulate", "--model", folder["mine.toml"], "--amplitude", "4nA", "--output", folder["out"], "--device", "cpu", "--set", "threshold=0.8V");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] rows = File.ReadAllLines(Path.Combine(folder["out"], "trajectory.csv"));
        Assert.Equal("time_s,input_current_a,V_V,w_nm,resistance_Mohm,device_current_nA,device_voltage_V,spike", rows[0]);
        Assert.Equal(3, double.Parse(rows[1].Split(',')[3], System.Globalization.CultureInfo.InvariantCulture), 6);
        Assert.Equal(2000, double.Parse(rows[1].Split(',')[4], System.Globalization.CultureInfo.InvariantCulture), 3);
    }

    private static double LossAfterAnEpoch(string run, string model)
    {
        BrunoProcess.Outcome outcome = Train(run, model);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string row = File.ReadLines(Path.Combine(run, "metrics.csv")).First(line => line.StartsWith("1,test,", StringComparison.Ordinal));
        return double.Parse(row.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static BrunoProcess.Outcome Train(string run, string model) => BrunoProcess.Run(
        "train", "--set", $"network.layers.4.model={model}", "--epochs", "1", "--device", "cpu", "--output", run);

    private static BrunoProcess.Outcome Evaluate(string run)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("evaluate", run, "--device", "cpu");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return outcome;
    }
}
