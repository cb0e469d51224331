using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Simulation;

/// <summary>Devices whose potential is prescribed.</summary>
public sealed class VoltageClampTests : IDisposable
{
    private const string Leak = """
        description = "a capacitor with a leak"
        potential = "V"
        [parameters]
        C = { value = 2, unit = "pF" }
        g = { value = 3, unit = "nS" }
        [variables.V]
        unit = "mV"
        rate = "(I - g * V) / C"
        initial = 0
        low = -2000
        high = 2000
        [observables]
        leak = { value = "g * V", unit = "pA" }
        [spike]
        when = "V >= 100 mV"
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ComputeDevice device = ComputeDevice.Open("cpu");

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    /// <summary>A capacitor and a leak: the current is C dV/dt + g V. It does not fire, whatever its threshold.</summary>
    [Theory]
    [InlineData(WaveformKind.Triangle)]
    [InlineData(WaveformKind.Staircase)]
    [InlineData(WaveformKind.Pulse)]
    public void ACapacitorTakesDisplacementAndLeakage(object kind)
    {
        File.WriteAllText(folder["leak.toml"], Leak);
        Waveform waveform = new() { Kind = (WaveformKind)kind, Amplitude = 1, Period = 4e-3, Width = 1e-3, Offset = -0.1 };
        List<TrajectoryPoint> points = Simulate(folder["leak.toml"], new WaveformVoltage(waveform, 8), IntegratorKind.Euler, 50);
        Assert.Equal(401, points.Count);
        for (int i = 1; i < points.Count; ++i)
        {
            TrajectoryPoint point = points[i];
            double volts = waveform.At(point.TimeS), slope = (volts - waveform.At(points[i - 1].TimeS)) / 2e-5;
            Assert.Equal(volts * 1e3, point.Values[0], 1e-9);
            Assert.Equal(3e-9 * volts * 1e12, point.Values[1], 1e-6);
            Assert.Equal(2e-12 * slope + 3e-9 * volts, point.InputCurrentA, 1e-18);
            Assert.False(point.Spike);
        }
    }

    [Fact]
    public void AStaircaseRisesStairByStair()
    {
        Waveform waveform = new() { Kind = WaveformKind.Staircase, Amplitude = 3, Period = 3e-3, Width = 1e-3 };
        Assert.Equal([0, 1, 1, 2, 3, 3, 1], new[] { 0, 0.5e-3, 1e-3, 1.5e-3, 2.5e-3, 3e-3, 3.1e-3 }.Select(waveform.At));

        // The mean of micro-steps, for currents, is that of these values.
        Assert.Equal(2, waveform.Mean(0, 3e-3), 1e-12);
        Assert.Equal(1.5, waveform.Mean(0.5e-3, 1.5e-3), 1e-12);
        Assert.Equal(1, waveform.Mean(0, 0.5e-3), 1e-12);
        Assert.Equal(2, waveform.Mean(2e-3, 4e-3), 1e-12);
    }

    /// <summary>The loop of a ferroelectric, with switching and displacement currents, beside the interpreted text in 64 bits, by Runge and Kutta's method.</summary>
    [Theory]
    [InlineData("felif", Precision.Double, IntegratorKind.Adaptive, 2e-5)]
    [InlineData("felif", Precision.Float, IntegratorKind.Adaptive, 1e-3)]
    [InlineData("felif", Precision.Double, IntegratorKind.Euler, 5e-3)]
    [InlineData("text", Precision.Double, IntegratorKind.Adaptive, 2e-5)]
    public void AFerroelectricLoopIsThatOfTheInterpretedModel(string which, Precision precision, IntegratorKind integrator, double tolerance)
    {
        const int Steps = 400;
        const double Step = 1e-5;
        File.WriteAllText(folder["ferroelectric.toml"], ModelLibrary.Text("felif"));
        Waveform waveform = new() { Kind = WaveformKind.Triangle, Amplitude = 3, Period = 4e-3 };
        string model = which == "text" ? folder["ferroelectric.toml"] : which;
        List<TrajectoryPoint> points = [];
        Simulator.Run(
            device,
            new()
            {
                Model = model, Drive = new WaveformVoltage(waveform, Steps), OuterStepSeconds = Step, Substeps = integrator == IntegratorKind.Euler ? 100 : 1,
                Integrator = integrator, Precision = precision, Tolerance = 1e-7, EveryMicroStep = false,
            },
            (_, point) => points.Add(point),
            TestContext.Current.CancellationToken);

        ModelInterpreter interpreter = new(ModelLibrary.Find("felif"));
        double polarization = interpreter.Initial[1], saturation = interpreter.Upper[1], largest = points.Max(point => Math.Abs(point.InputCurrentA));
        Assert.Equal(Steps + 1, points.Count);
        for (int i = 1; i <= Steps; ++i)
        {
            double from = waveform.At(points[i - 1].TimeS), to = waveform.At(points[i].TimeS), slope = (to - from) / Step;
            const int Parts = 40;
            for (int part = 0; part < Parts; ++part)
            {
                double h = Step / Parts, begin = from + slope * h * part;
                double Rate(double time, double state) => interpreter.RateValues([begin + slope * time, state], 0)[1];
                double k1 = Rate(0, polarization), k2 = Rate(h / 2, polarization + h / 2 * k1), k3 = Rate(h / 2, polarization + h / 2 * k2), k4 = Rate(h, polarization + h * k3);
                polarization += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
            }

            double open = interpreter.RateValues([to, polarization], 0)[0], driven = interpreter.RateValues([to, polarization], 1e-9)[0];
            Assert.Equal(polarization, points[i].Values[1], tolerance * saturation);
            Assert.Equal((slope - open) / (driven - open) * 1e-9, points[i].InputCurrentA, 5 * tolerance * largest);
        }

        Assert.True(points.Max(point => point.Values[1]) > 0.9 * saturation, "The loop should switch.");
    }

    [Fact]
    public void VoltagesOfAFileAreStraightLines()
    {
        File.WriteAllText(folder["leak.toml"], Leak);
        File.WriteAllText(folder["v.csv"], "time_ms,one_mv,other_mv\n0,0,100\n1,500,100\n3,-500,300\n");
        IPrescribedVoltage voltages = VoltageFile.Read(folder["v.csv"], 1e-3);
        Assert.Equal((2, 3), (voltages.Neurons, voltages.Steps));
        Assert.Equal([0.25, 0.5, 0, -0.5, -0.5], new[] { 0.5e-3, 1e-3, 2e-3, 3e-3, 4e-3 }.Select(time => voltages.At(time, 0)).ToArray(), (one, other) => Math.Abs(one - other) < 1e-12);
        List<(int Neuron, TrajectoryPoint Point)> points = [];
        Simulator.Run(
            device, new() { Model = folder["leak.toml"], Drive = voltages, Integrator = IntegratorKind.Euler, Substeps = 4, Precision = Precision.Double },
            (neuron, point) => points.Add((neuron, point)), TestContext.Current.CancellationToken);
        Assert.Equal(2 * 13, points.Count);
        Assert.Equal(3e-9 * 0.3 + 2e-12 * 100, points[^1].Point.InputCurrentA, 1e-18);
    }

    [Fact]
    public void AVoltageBeyondTheModelIsRefused()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Simulate("felif", new WaveformVoltage(new() { Kind = WaveformKind.Triangle, Amplitude = 6, Period = 4e-3 }, 4), IntegratorKind.Adaptive, 10));
        Assert.Contains("beyond the bounds of V", exception.Message);
        File.WriteAllText(folder["square.toml"], Leak.Replace("(I - g * V)", "(I + I * abs(I) / 1 nA - g * V)", StringComparison.Ordinal));
        exception = Assert.Throws<BrunoException>(() => Simulate(folder["square.toml"], new WaveformVoltage(new() { Amplitude = 1 }, 2), IntegratorKind.Euler, 2));
        Assert.Contains("the rate of V is not linear in the input", exception.Message);
    }

    private List<TrajectoryPoint> Simulate(string model, IPrescribedVoltage voltages, IntegratorKind integrator, int substeps)
    {
        List<TrajectoryPoint> points = [];
        Simulator.Run(
            device, new() { Model = model, Drive = voltages, Integrator = integrator, Substeps = substeps, Precision = Precision.Double },
            (_, point) => points.Add(point), TestContext.Current.CancellationToken);
        return points;
    }
}
