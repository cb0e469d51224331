using System.Text.Json;
using Bruno.Gpu.Models;

namespace Bruno.Cli.Tests;

/// <summary>Trainings that come to numbers that are not finite: the first one is named, and the device can be simulated again.</summary>
public sealed class DivergenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>
    /// Devices that differ from chip to chip, one of which has no rate from some step of some batch on: <c>bruno simulate</c> meets the same
    /// step of the same device by the command line that the run leaves.
    /// </summary>
    [Fact]
    public void ADeviceThatFailedIsSimulatedAgain()
    {
        // Twice a spike's adaptation is beyond what the logarithm takes.
        string model = folder["fails.toml"];
        folder.Write("fails.toml", ModelTemplate.Text("fails").Replace(
            "rate = \"(I - leaked - A) / capacitance\"", "rate = \"(I - leaked - A) * log(2 - A / (0.15 nA)) / capacitance\"", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "--device", "cpu", "--set", $"network.layers.4.model={model}", "--epochs", "1", "--set", "neuron_variability.sigma=0.1", "--no-progress",
            "--output", folder["out"]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        (JsonElement fault, string[] replay) = Left();
        Assert.Equal("V", fault.GetProperty("quantity").GetString());
        Assert.Equal("4.fails", fault.GetProperty("layer").GetString());
        int step = fault.GetProperty("outer_step").GetInt32();
        Assert.Contains($"in outer step {step}, from {step - 1} ms on, of neuron {fault.GetProperty("neuron").GetInt32()} of layer 4.fails", outcome.Errors);

        BrunoProcess.Outcome simulated = BrunoProcess.Run([.. replay, "--device", "cpu", "--output", folder["again"]]);
        Assert.Equal(9, simulated.ExitCode);
        Assert.Contains($"at {step - 1} ms", simulated.Errors);
        Assert.Equal(StateOf(outcome.Errors), StateOf(simulated.Errors));
    }

    /// <summary>Numbers that overflow on the way forwards, and what the optimizer makes of finite gradients.</summary>
    [Theory]
    [InlineData(1, "the output", "optimizer.learning_rate=1e15")]
    [InlineData(0, "the value of", "optimizer.learning_rate=3e38")]
    public void TheFirstNumberIsNamed(int steps, string quantity, params string[] settings)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
        [
            "train", "--device", "cpu", "--epochs", "2", "--no-progress", "--output", folder["out"], .. settings.SelectMany(setting => new[] { "--set", setting }),
        ]);
        Assert.True(outcome.ExitCode == 6, $"{outcome.ExitCode}: {outcome.Errors}");
        Assert.Contains("Lower the learning rate", outcome.Errors);
        (JsonElement fault, string[] replay) = Left();
        Assert.Equal((1, steps), (fault.GetProperty("epoch").GetInt32(), fault.GetProperty("optimizer_steps").GetInt32()));
        Assert.StartsWith(quantity, fault.GetProperty("quantity").GetString());
        BrunoProcess.Outcome simulated = BrunoProcess.Run([.. replay, "--device", "cpu", "--output", folder["again"]]);
        Assert.True(simulated.ExitCode == 0, simulated.Errors);
        Assert.Equal(File.ReadLines(folder["out/divergence/currents.csv"]).Count(), File.ReadLines(folder["again/trajectory.csv"]).Count() - 1);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What the run left: the fault, and the words of the command that simulates its device.</summary>
    private (JsonElement Fault, string[] Replay) Left()
    {
        JsonElement left = JsonDocument.Parse(File.ReadAllText(folder["out/divergence/fault.json"])).RootElement;
        string[] words = left.GetProperty("replay").GetString()!.Split(' ');
        Assert.Equal("bruno", words[0]);
        return (left.GetProperty("fault"), words[1..]);
    }

    private static string StateOf(string message)
    {
        int begin = message.IndexOf("at V =", StringComparison.Ordinal), end = message.IndexOf(", with a current", begin, StringComparison.Ordinal);
        return message[begin..end];
    }
}
