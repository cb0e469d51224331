using System.Globalization;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>Parameters of devices that are trained, from the command line to what is shown and written of them.</summary>
public sealed class TrainedParametersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_AListOfNames_IsShownWrittenAndGoneOnWith()
    {
        BrunoProcess.Outcome trained = BrunoProcess.Run(
            "train", "quickstart", "--device", "cpu", "--no-progress", "--epochs", "2", "--output", folder["run"],
            "--set", "data.tactile.repetitions=12", "--set", "data.tactile.letters=4",
            "--set", "network.train=[\"weights\", \"discharge_current\"]", "--set", "network.train_values=neuron");
        Assert.Equal(0, trained.ExitCode);

        BrunoProcess.Outcome described = BrunoProcess.Run("describe", "--run", folder["run"], "--json");
        using JsonDocument json = JsonDocument.Parse(described.Output);
        JsonElement shown = json.RootElement.GetProperty("layers")[4].GetProperty("trained")[0];
        Assert.Equal(("discharge_current", "A", 1e-11), (shown.GetProperty("name").GetString(), shown.GetProperty("unit").GetString(), shown.GetProperty("start").GetDouble()));
        double[] values = [.. shown.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(4, values.Length);
        Assert.All(values, value => Assert.InRange(value, 5e-12, 2e-11));
        Assert.All(values, value => Assert.NotEqual(1e-11, value));
        Assert.Contains("4.felif.discharge_current: ", BrunoProcess.Run("describe", "--run", folder["run"]).Output, StringComparison.Ordinal);

        Assert.Equal(0, BrunoProcess.Run("export", "weights", folder["run"], "--output", folder["weights.csv"]).ExitCode);
        double[] written = [.. File.ReadLines(folder["weights.csv"]).Where(line => line.StartsWith("4.felif.discharge_current,", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
        Assert.Equal(values, written);

        Assert.Equal(0, BrunoProcess.Run("evaluate", folder["run"], "--chips", "2", "--neuron-d2d", "0.05").ExitCode);
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["run"], "--epochs", "3", "--no-progress").ExitCode);
        BrunoProcess.Outcome other = BrunoProcess.Run("train", "--resume", folder["run"], "--set", "network.train=[]", "--epochs", "4", "--no-progress");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("network.train", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_ANameThatNothingKnows_IsAFaultWithTheNearest()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "quickstart", "--set", "network.train=[\"weights\", \"discharge_curent\"]", "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("network.train", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("did you mean 'discharge_current'?", outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }
}
