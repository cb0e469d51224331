using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Models;

namespace Bruno.Cli.Tests;

/// <summary><c>bruno fit</c> on the command line, and what simulations and training make of its card.</summary>
public sealed class FitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Example(string name) => Path.Combine(SourceTree.Root(), "examples", name);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ALoopIsFittedAndTheCardIsUsed()
    {
        Loop();
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "fit", "felif", folder["loop", "trajectory.csv"], "--parameters", "saturation_polarization,activation_field", "--start", "activation_field=11e8", "--set", "threshold=2.4",
            "--starts", "2", "--device", "cpu", "--output", folder["my-card.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("start 1 of 2: step 0, cost", outcome.Errors);
        Assert.Contains("saturation_polarization", outcome.Output);
        Assert.Contains("Correlation of errors", outcome.Output);
        Assert.True(new FileInfo(folder["my-card.png"]).Length > 10_000);
        string[] correlation = File.ReadAllLines(folder["my-card.correlation.csv"]);
        Assert.Equal("parameter,saturation_polarization,activation_field", correlation[0]);
        Assert.StartsWith("saturation_polarization,1,", correlation[1]);
        string card = File.ReadAllText(folder["my-card.toml"]);
        Assert.Matches("value = 0\\.2(2|199)", card);
        Assert.Matches("trajectory.csv \\(SHA-256 [0-9a-f]{64}\\)", card);
        Assert.Equal(0, BrunoProcess.Run("check", "card", folder["my-card.toml"]).ExitCode);

        // What the card says is what is simulated and trained.
        Assert.Equal(0, BrunoProcess.Run("simulate", "--card", folder["my-card.toml"], "--duration", "20ms", "--device", "cpu", "--output", folder["s"]).ExitCode);
        double first = double.Parse(File.ReadLines(folder["s", "trajectory.csv"]).ElementAt(1).Split(',')[3], CultureInfo.InvariantCulture);
        Assert.InRange(first, -0.2202, -0.2198);
        outcome = BrunoProcess.Run("simulate", "--card", folder["my-card.toml"], "--model", "heracles", "--output", folder["s2"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("it is of felif, not of heracles", outcome.Errors);
        outcome = BrunoProcess.Run(
            "train", "--card", folder["my-card.toml"], "--epochs", "1", "--set", "data.tactile.letters=3", "--set", "data.tactile.repetitions=4", "--set", "data.tactile.steps=10",
            "--device", "cpu", "--output", folder["run"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("threshold = 2.4", File.ReadAllText(folder["run", "config.resolved.toml"]));

        // Nothing is written over without a word.
        outcome = BrunoProcess.Run("fit", "felif", folder["loop", "trajectory.csv"], "--parameters", "area", "--output", folder["my-card.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(card, File.ReadAllText(folder["my-card.toml"]));
    }

    /// <summary>Of columns that nobody measured nothing can be said, and a minimum that misses the data is called so.</summary>
    [Fact]
    public void WhatHasNoEffectIsRefusedAndWhatMissesIsSaid()
    {
        string[] fit =
        [
            "fit", Example("threshold-switch.toml"), Example("threshold-switch-loop.csv"), "--drive", "voltage", "--parameters", "on_conductance", "--starts", "1", "--device", "cpu",
            "--no-progress", "--output", folder["card.toml"],
        ];
        foreach (string[] wrong in (string[][])[["--sigma", "I (mA)=0.05"], ["--weight", "Q=2"], ["--weight", "nofile.csv:I=2"]])
        {
            BrunoProcess.Outcome refused = BrunoProcess.Run([.. fit, .. wrong]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("there are 'I (uA)'", refused.Errors);
            Assert.False(File.Exists(folder["card.toml"]));
        }

        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. fit, "--set", "switching_voltage=1.25", "--set", "off_conductance=3uS"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("of the spread of the data: this is no fit", outcome.Output);
    }

    /// <summary>A signal ends a fit soon; the best parameters so far are in a card of another name, which says what it is.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignalSavesWhatIsThere(string signal)
    {
        BrunoProcess.SkipWhereIgnored(signal);
        using Process process = await LongFit();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Stopwatch watch = Stopwatch.StartNew();
        BrunoProcess.Signal(process, signal);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(130, process.ExitCode);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        Assert.False(File.Exists(folder["card.toml"]));
        Assert.Contains("INTERRUPTED, NOT CONVERGED: start ", File.ReadAllText(folder["card.interrupted.toml"]));
        string said = await errors;
        Assert.Contains($"are in {folder["card.interrupted.toml"]}, which says that they are no result", said);
        Assert.Contains("--start area=", said);
        Assert.DoesNotContain("   at ", said);
        Assert.Equal(0, BrunoProcess.Run("check", "card", folder["card.interrupted.toml"]).ExitCode);
    }

    [Fact]
    public async Task ASecondSignalEndsAFitAtOnce()
    {
        await BrunoProcess.SignalTwice(LongFit);
        Assert.False(File.Exists(folder["card.toml"]));
    }

    /// <summary>Where nothing is reached yet, that is said, and nothing is written.</summary>
    [Fact]
    public async Task ASignalBeforeTheFirstStepSavesNothing()
    {
        folder.Write("long.csv", "time_s,prescribed_voltage_v,terminal_current_a\n0,0,1e-9\n1,1,1e-9\n2,2,2e-9\n");
        using Process process = BrunoProcess.Start(
            "fit", "felif", folder["long.csv"], "--parameters", "area", "--integrator", "euler", "--step", "1ns", "--device", "cpu", "--output", folder["card.toml"]);
        string? line;
        do
            line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.StartsWith("compiling felif", StringComparison.Ordinal) == false);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        BrunoProcess.Signal(process, "TERM");
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted before the first step of the fit: nothing was saved.", await errors);
        Assert.False(File.Exists(folder["card.interrupted.toml"]));
    }

    /// <summary>A start that is orders of magnitude off on a linear scale does not come near, and that is the first thing that is said.</summary>
    [Fact]
    public void AFarStartIsSaidToBeNoFit()
    {
        Loop();
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "fit", "felif", folder["loop", "trajectory.csv"], "--parameters", "activation_field", "--linear", "activation_field", "--start", "activation_field=1e5", "--starts", "1",
            "--device", "cpu", "--no-progress", "--output", folder["card.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.StartsWith("No fit: the model did not come near the data", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("--log activation_field.", outcome.Output);
        Assert.Contains("description = \"NO FIT: 401 measured numbers\"", File.ReadAllText(folder["card.toml"]));
    }

    /// <summary>A fit that takes minutes, once it has told of a step.</summary>
    private async Task<Process> LongFit()
    {
        Loop();
        Process process = BrunoProcess.Start(
            "fit", "felif", folder["loop", "trajectory.csv"], "--parameters", "area,activation_field", "--start", "activation_field=9e8", "--starts", "40", "--integrator", "euler", "--step", "20ns",
            "--device", "cpu", "--output", folder["card.toml"]);
        string? line;
        do
            line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.Contains(": step 0", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        return process;
    }

    /// <summary>The seven parameters of the page, from its loop.</summary>
    [Fact]
    public void TheExampleOfThePageIsFitted()
    {
        Dictionary<string, double> made = new()
        {
            ["capacitance"] = 15, ["off_conductance"] = 0.25, ["on_conductance"] = 8, ["switching_voltage"] = 1.1, ["holding_voltage"] = 0.4, ["sharpness"] = 50, ["switching_time"] = 3,
        };
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "fit", Example("threshold-switch.toml"), Example("threshold-switch-loop.csv"), "--drive", "voltage", "--parameters", string.Join(',', made.Keys), "--device", "cpu",
            "--no-progress", "--json", "--output", folder["card.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        foreach (JsonElement parameter in JsonDocument.Parse(outcome.Output).RootElement.GetProperty("parameters").EnumerateArray())
        {
            double error = parameter.GetProperty("standard_error").GetDouble();
            Assert.Equal(made[parameter.GetProperty("name").GetString()!], parameter.GetProperty("value").GetDouble(), 3 * error);
        }
    }

    /// <summary>A model that is a text, in JSON; the card names the text beside it, wherever the program runs.</summary>
    [Fact]
    public void ATextModelIsFitted()
    {
        folder.Write("mine.toml", ModelTemplate.Text("mine"));
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--model", folder["mine.toml"], "--waveform", "pulse", "--amplitude", "1nA", "--width", "20ms", "--period", "40ms", "--duration", "80ms", "--set", "leak=1.5nS",
            "--resolution", "outer", "--device", "cpu", "--precision", "double", "--output", folder["t"]).ExitCode);
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "fit", folder["mine.toml"], folder["t", "trajectory.csv"], "--parameters", "leak", "--measured", "membrane_current_nA", "--starts", "1", "--device", "cpu", "--no-progress", "--json",
            "--output", folder["card.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal(1.5, json.GetProperty("parameters")[0].GetProperty("value").GetDouble(), 0.01);
        Assert.Equal(81 - 1, json.GetProperty("degrees_of_freedom").GetInt32());
        Assert.Contains("model = \"mine.toml\"", File.ReadAllText(folder["card.toml"]));
        Assert.Equal(0, BrunoProcess.Run("simulate", "--card", folder["card.toml"], "--amplitude", "1nA", "--device", "cpu", "--output", folder["s"]).ExitCode);
    }

    [Theory]
    [InlineData("--parameters area,aera", "--parameters aera: felif has no such parameter; did you mean 'area'?", 2)]
    [InlineData("--parameters sign_of_zero", "chooses between two rules", 2)]
    [InlineData("--parameters area --set area=1e-12", "it is fixed by --set", 2)]
    [InlineData("--parameters area --bounds area=3", "not NAME=LOW:HIGH", 2)]
    [InlineData("--parameters area --bounds area=3V:4V", "'3V' is not a quantity in m2", 2)]
    [InlineData("--parameters area --start threshold=2", "--start threshold: it is not fitted", 2)]
    [InlineData("--parameters area --start area=-1", "must be positive", 2)]
    [InlineData("--parameters area --starts 0", "--starts must be from 1 to 1000, is 0; 1 starts from the given point alone", 2)]
    [InlineData("--parameters area --iterations 20000", "--iterations must be from 1 to 10000, is 20000", 2)]
    [InlineData("--parameters area --drive both", "--drive both: it is current or voltage", 2)]
    [InlineData("--parameters area --weight V=-1", "a weight is a positive number", 2)]
    [InlineData("--parameters area --sigma x", "not COLUMN=SIGMA", 2)]
    [InlineData("--parameters area --measured terminal", "there is no column 'terminal'", 3)]
    [InlineData("--parameters area --time when", "there is no column 'when'", 3)]
    [InlineData("--parameters area --sigma terminal_current=much", "'much' is neither a column of the file nor a number in A", 3)]
    [InlineData("--parameters area --set threshold=x", "--set threshold=x: 'x'", 2)]
    [InlineData("--parametrs area", "There is no option '--parametrs' of 'bruno fit'; did you mean '--parameters'?", 2)]
    public void EachFaultIsSaid(string options, string message, int code)
    {
        folder.Write("loop.csv", "time_s,prescribed_voltage_v,terminal_current_a\n0,0,1e-9\n1e-3,1,1e-9\n2e-3,2,2e-9\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["fit", "felif", folder["loop.csv"], .. options.Split(' '), "--device", "cpu", "--output", folder["card.toml"]]);
        Assert.Contains(message, outcome.Errors);
        Assert.Equal(code, outcome.ExitCode);
        Assert.False(File.Exists(folder["card.toml"]));
    }

    [Fact]
    public void TooFewPointsAndVoltagesBeyondTheModelAreRefused()
    {
        folder.Write("loop.csv", "time_s,prescribed_voltage_v,terminal_current_a\n0,0,1e-9\n1e-3,1,1e-9\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("fit", "felif", folder["loop.csv"], "--parameters", "area,activation_field", "--device", "cpu", "--output", folder["card.toml"]);
        Assert.Contains("2 measured numbers are too few for 2 parameters", outcome.Errors);
        folder.Write("loop.csv", "time_s,prescribed_voltage_v,terminal_current_a\n0,0,1e-9\n1e-3,10,1e-9\n");
        outcome = BrunoProcess.Run("fit", "felif", folder["loop.csv"], "--parameters", "area", "--device", "cpu", "--output", folder["card.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("beyond the bounds of V", outcome.Errors);
        outcome = BrunoProcess.Run("fit", "felif", folder["loop.csv"], folder["loop.csv"], "--parameters", "area", "--output", folder["card.toml"]);
        Assert.Contains("is given more than once", outcome.Errors);
        outcome = BrunoProcess.Run("fit", "felif", folder["nowhere.csv"], "--parameters", "area", "--output", folder["card.toml"]);
        Assert.Equal(3, outcome.ExitCode);
        outcome = BrunoProcess.Run("fit", "felif", folder["loop.csv"], "--parameters", "area", "--output", folder["card.json"]);
        Assert.Contains("ends in .toml", outcome.Errors);
    }

    [Theory]
    [InlineData("--voltage 3V --amplitude 2nA", "--amplitude is of a current, but --voltage prescribes")]
    [InlineData("--voltage 3nA", "'3nA' is not a quantity in V")]
    [InlineData("--voltages nowhere.csv --voltage 3V", "leave --voltage out")]
    [InlineData("--waveform staircase --voltage 3V --width 3ms --period 10ms", "a whole number of stairs")]
    [InlineData("--voltage 7V", "7 V is beyond the bounds of V")]
    public void VoltagesThatMakeNoSenseAreRefused(string options, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["simulate", .. options.Split(' '), "--device", "cpu", "--output", folder["s"]]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
    }

    private void Loop() => Assert.Equal(0, BrunoProcess.Run(
        "simulate", "--waveform", "triangle", "--voltage", "3V", "--period", "4ms", "--duration", "8ms", "--outer-step", "20us", "--substeps", "20", "--integrator", "euler", "--precision", "double",
        "--resolution", "outer", "--device", "cpu", "--output", folder["loop"], "--force").ExitCode);
}
