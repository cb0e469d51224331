using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models;
using Bruno.Gpu.Simulation;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Tests.Fitting;

/// <summary>Fits of devices that are written as text.</summary>
public sealed class TextModelFitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ComputeDevice device = ComputeDevice.Open("cpu", precision: Precision.Double);

    public TextModelFitTests() => File.WriteAllText(folder["mine.toml"], ModelTemplate.Text("mine").Replace(
        "value = 1, unit = \"nS\", meaning", "value = 1, unit = \"nS\", low = 0.1, high = 10, meaning", StringComparison.Ordinal));

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    /// <summary>An observable is measured, under a current that makes it spike; bounds are the model's own, and the scale follows from them.</summary>
    [Fact]
    public void AnObservableIsMeasured()
    {
        Measure("membrane_current_nA", 0.01);
        FitResult result = Run(new()
        {
            Model = folder["mine.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "capacitance", "threshold"], Fixed = new Dictionary<string, double> { ["adaptation_step"] = 0.3 },
            Start = new Dictionary<string, double> { ["leak"] = 0.7, ["capacitance"] = 9.2 }, Linear = ["threshold"],
            Measurements = new() { Measured = [("membrane_current_nA", null)] },
        });
        Assert.Equal((0.1, 10, true), (result.Parameters[0].Parameter.Low, result.Parameters[0].Parameter.High, result.Parameters[0].Parameter.IsLogarithmic));
        Assert.False(result.Parameters[2].Parameter.IsLogarithmic);
        double[] truth = [1.4, 8, 0.8];
        for (int i = 0; i < 2; ++i)
            Assert.InRange(Math.Abs(result.Parameters[i].Value - truth[i]), 0, 4 * result.Parameters[i].StandardError);

        // The card is of the same model, beside it, with its errors and the checksum of the data.
        string card = FitCard.Text(result, folder["card.toml"]);
        File.WriteAllText(folder["card.toml"], card);
        DeviceCard read = DeviceCard.ReadFile(folder["card.toml"]);
        Assert.Equal(Path.GetFullPath(folder["mine.toml"]), Path.GetFullPath(read.Model!));
        Assert.Equal(result.Parameters[0].Value, read.Overrides()["leak"]);
        Assert.Equal(0.3, read.Overrides()["adaptation_step"]);
        Assert.Equal(result.Parameters[0].StandardError, read.Values.First(value => value.Name == "leak").StandardError);
        Assert.Contains(result.Files[0].Sha256, read.Values[0].Source);
        Assert.Matches("^[0-9a-f]{64}$", result.Files[0].Sha256);
    }

    /// <summary>What nothing measured depends on, and what cannot be told apart, is said so, and has no standard error.</summary>
    [Fact]
    public void WhatTheDataDoNotDetermineIsWarnedOf()
    {
        Measure("V_V", 0.01, amplitude: 0.3e-9);
        FitResult result = Run(new()
        {
            Model = folder["mine.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "adaptation_time", "capacitance"], Starts = 1,
            Fixed = new Dictionary<string, double> { ["adaptation_step"] = 0.3, ["threshold"] = 0.8 },
        });
        Assert.True(double.IsPositiveInfinity(result.Parameters[1].StandardError));
        Assert.Contains(result.Warnings, warning => warning.StartsWith("adaptation_time: nothing that was measured depends on it", StringComparison.Ordinal));
        Assert.True(double.IsNaN(result.Correlation[0, 1]) && double.IsFinite(result.Correlation[0, 2]));
        Assert.InRange(result.Parameters[0].RelativeError, 0, 0.05);
        Assert.Contains("standard_error = inf", FitCard.Text(result, folder["card.toml"]));
        File.WriteAllText(folder["card.toml"], FitCard.Text(result, folder["card.toml"]));
        Assert.True(double.IsPositiveInfinity(DeviceCard.ReadFile(folder["card.toml"]).Values[1].StandardError!.Value));

        // Twice the same: resistance and conductance in series of factors.
        File.WriteAllText(folder["twice.toml"], ModelTemplate.Text("twice")
            .Replace("leaked = { value = \"leak * V\"", "leaked = { value = \"leak * share * V\"", StringComparison.Ordinal)
            .Replace("[parameters]\n", "[parameters]\nshare = { value = 1, unit = \"\", meaning = \"a share\", source = \"a test\" }\n", StringComparison.Ordinal));
        result = Run(new() { Model = folder["twice.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "share", "capacitance"], Starts = 1, Fixed = new Dictionary<string, double> { ["threshold"] = 0.8 } });
        Assert.Contains(result.Warnings, warning => warning.Contains("do not tell leak, share apart", StringComparison.Ordinal) || warning.Contains("do not tell share, leak apart", StringComparison.Ordinal));
        Assert.True(double.IsPositiveInfinity(result.Parameters[0].StandardError) && double.IsPositiveInfinity(result.Parameters[1].StandardError));
        Assert.True(double.IsFinite(result.Parameters[2].StandardError));
    }

    /// <summary>A bound that the truth lies beyond is kept, and said.</summary>
    [Fact]
    public void BoundsAreKept()
    {
        Measure("V_V", 0.01, amplitude: 0.3e-9);
        FitResult result = Run(new()
        {
            Model = folder["mine.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "capacitance"], Starts = 2,
            Bounds = new Dictionary<string, (double, double)> { ["leak"] = (0.5, 1.2), ["capacitance"] = (5, 50) },
            Fixed = new Dictionary<string, double> { ["threshold"] = 0.8 },
        });
        Assert.InRange(result.Parameters[0].Value, 1.19, 1.2);
        Assert.Contains(result.Warnings, warning => warning.StartsWith("leak: it is at its bound", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.Contains("residuals follow each other", StringComparison.Ordinal));
    }

    /// <summary>A known noise gives a chi-square; a weight counts as so many measurements; a start that cannot be integrated is dropped with a word.</summary>
    [Fact]
    public void NoiseAndWeightsCount()
    {
        Measure("V_V", 0.01, amplitude: 0.3e-9);
        FitOptions options = new()
        {
            Model = folder["mine.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "capacitance"], Starts = 1,
            Fixed = new Dictionary<string, double> { ["threshold"] = 0.8 }, Measurements = new() { Sigmas = new Dictionary<string, string> { ["V_V"] = "2.13mV" } },
        };
        FitResult known = Run(options);
        Assert.True(known is { IsNoiseKnown: true, IsNear: true, IsConverged: true });
        Assert.DoesNotContain(known.Warnings, warning => warning.StartsWith("not converged", StringComparison.Ordinal));
        Assert.InRange(known.ReducedChiSquare, 0.6, 1.5);
        FitResult weighted = Run(options with { Measurements = options.Measurements with { Weights = [(folder["t.csv"], "V_V", 4)] } });
        Assert.Equal(known.Parameters[0].StandardError / 2, weighted.Parameters[0].StandardError, 1e-3 * known.Parameters[0].StandardError);
        FitResult wrong = Run(options with { Measurements = new() { Sigmas = new Dictionary<string, string> { ["V_V"] = "0.1mV" } } });
        Assert.Contains(wrong.Warnings, warning => warning.Contains("reduced chi-square", StringComparison.Ordinal));
    }

    /// <summary>A fit that was stopped on the way, and one that came nowhere near, say so first, in the card too.</summary>
    [Fact]
    public void AFitThatIsNoneIsSaid()
    {
        Measure("V_V", 0.01, amplitude: 0.3e-9);
        FitOptions options = new()
        {
            Model = folder["mine.toml"], Files = [folder["t.csv"]], Parameters = ["leak", "capacitance"], Starts = 1, MaximumIterations = 1,
            Fixed = new Dictionary<string, double> { ["threshold"] = 0.8 }, Start = new Dictionary<string, double> { ["capacitance"] = 12 },
        };
        FitResult stopped = Run(options);
        Assert.True(stopped is { IsNear: true, IsConverged: false });
        Assert.StartsWith("not converged: the best start had not ended", stopped.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("description = \"NOT CONVERGED: ", FitCard.Text(stopped, folder["card.toml"]));

        FitResult far = Run(options with { MaximumIterations = 20, Linear = ["capacitance"], Start = new Dictionary<string, double> { ["capacitance"] = 1e9 } });
        Assert.False(far.IsNear);
        Assert.Contains("this is no fit", far.Warnings[0]);
        Assert.Contains("--log capacitance", far.Warnings[0]);
        Assert.Contains("description = \"NO FIT: ", FitCard.Text(far, folder["card.toml"]));
    }

    /// <summary>The distance to a minimum of a straight line, by hand: residuals that its slope follows, and such that it cannot.</summary>
    [Fact]
    public void TheDistanceToAMinimumIsInStandardErrors()
    {
        Matrix<double> line = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 1, 3 } });
        // Orthogonal to both columns, of length 2; and 0.1 more slope, of length sqrt(0.14) of which all lies along them.
        Vector<double> noise = Vector<double>.Build.DenseOfArray([0.5, -0.5, -0.5, 0.5]) * 2;
        Assert.Equal(0, FisherInformation.DistanceToMinimum(line, noise), 12);
        double along = 0.14 / 2, across = 4.14 / 2;
        Assert.Equal(Math.Sqrt(along / across), FisherInformation.DistanceToMinimum(line, noise + line.Column(1) * 0.1), 12);
        Assert.Equal(0, FisherInformation.DistanceToMinimum(Matrix<double>.Build.Dense(4, 2), noise));
    }

    [Fact]
    public void AModelThatCannotBeIntegratedIsSaid()
    {
        Measure("V_V", 0.01, amplitude: 0.3e-9);
        File.WriteAllText(folder["bad.toml"], ModelTemplate.Text("bad").Replace("leaked = { value = \"leak * V\"", "leaked = { value = \"leak * 1V * log(V / 1V - 5 + leak / 1nS)\"", StringComparison.Ordinal));
        BrunoException exception = Assert.Throws<BrunoException>(() => Run(new() { Model = folder["bad.toml"], Files = [folder["t.csv"]], Parameters = ["leak"], Starts = 2 }));
        Assert.Equal(ExitCode.Diverged, exception.ExitCode);
        Assert.Contains("cannot be integrated from any of 2 starts", exception.Message);
    }

    /// <summary>Hodgkin and Huxley's membrane, of four variables, under voltage clamp: two conductances from its current, by explicit Euler.</summary>
    [Fact]
    public void ADeviceOfMoreVariablesIsFitted()
    {
        IDrive ramps = new WaveformVoltage(new() { Kind = WaveformKind.Triangle, Amplitude = 50e-3, Offset = -40e-3, Period = 8e-3 }, 320);
        MeasuredDevice.Write(device, folder["m.csv"], "hodgkin-huxley", ramps, 5e-5, "terminal_current_a", 0.01, 3);
        FitResult result = Run(new()
        {
            Model = "hodgkin-huxley", Files = [folder["m.csv"]], Parameters = ["sodium_conductance", "potassium_conductance"], Integrator = IntegratorKind.Euler, StepSeconds = 2e-6, Starts = 1,
            Start = new Dictionary<string, double> { ["sodium_conductance"] = 90, ["potassium_conductance"] = 50 },
        });
        Assert.Equal(120, result.Parameters[0].Value, Math.Max(1, 4 * result.Parameters[0].StandardError));
        Assert.Equal(36, result.Parameters[1].Value, Math.Max(0.3, 4 * result.Parameters[1].StandardError));
        Assert.InRange(result.Parameters[0].RelativeError, 0, 0.1);
    }

    private void Measure(string column, double noise, double amplitude = 1.5e-9) => MeasuredDevice.Write(
        device, folder["t.csv"], folder["mine.toml"], new WaveformInput(new() { Kind = WaveformKind.Pulse, Amplitude = amplitude, Width = 30e-3, Period = 50e-3 }, 100, 1e-3), 1e-3, column,
        noise, 5, new Dictionary<string, double> { ["leak"] = 1.4, ["capacitance"] = 8, ["threshold"] = 0.8, ["adaptation_step"] = 0.3 }, substeps: 1000);

    private FitResult Run(FitOptions options) => Fit.Run(device, options, null, TestContext.Current.CancellationToken);
}
