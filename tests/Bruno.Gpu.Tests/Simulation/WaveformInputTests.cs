using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Simulation;

/// <summary>Whatever the shape, the integrator gets the charge that the waveform has.</summary>
public sealed class WaveformInputTests
{
    private const double Step = 1e-3;

    public static TheoryData<double, double, double, double, double> Pulses => new()
    {
        // width, start, period, duration, seconds at the amplitude
        { 0.5e-3, 0, 10e-3, 0.01, 0.5e-3 },
        { 0.5e-3, 0.2e-3, 10e-3, 0.01, 0.5e-3 },
        { 1.4e-3, 0, 10e-3, 0.01, 1.4e-3 },
        { 1.6e-3, 0.2e-3, 0, 0.01, 1.6e-3 },
        { 0.5e-6, 0.3e-6, 0, 0.01, 0.5e-6 },
        { 0.1e-3, 0.05e-3, 0.25e-3, 0.005, 2e-3 },
        { 3e-3, 0, 2e-3, 0.004, 4e-3 },
        { 2e-3, 9e-3, 0, 0.01, 1e-3 },
        { 1e-7, 0, 1e-6, 0.01, 1e-3 },
    };

    [Theory]
    [MemberData(nameof(Pulses))]
    public void Pulses_CarryTheirCharge(double width, double start, double period, double duration, double seconds)
    {
        Waveform waveform = new() { Kind = WaveformKind.Pulse, Amplitude = 3e-9, Offset = -1e-10, Start = start, Width = width, Period = period };
        foreach (int microSteps in new[] { 1, 7, 1000 })
            Assert.Equal(3e-9 * seconds - 1e-10 * duration, Charge(waveform, duration, microSteps), 3e-9 * duration * 1e-9);
    }

    /// <summary>By a fine sum of the formula of each shape, which knows nothing of means.</summary>
    [Theory]
    [InlineData(WaveformKind.Sine, 1e-3, 0)]
    [InlineData(WaveformKind.Sine, 7.3e-3, 0.41e-3)]
    [InlineData(WaveformKind.Triangle, 1e-3, 0)]
    [InlineData(WaveformKind.Triangle, 5.7e-3, 0.41e-3)]
    public void SmoothShapes_HaveTheirMeanInEveryMicroStep(object shape, double period, double start)
    {
        WaveformKind kind = (WaveformKind)shape;
        WaveformInput input = new(new() { Kind = kind, Amplitude = 2e-9, Start = start, Period = period }, 4, Step);
        const int MicroSteps = 40, Points = 4000;
        for (int index = 0; index < 4 * MicroSteps; ++index)
        {
            double sum = 0;
            for (int point = 0; point < Points; ++point)
                sum += At((index + (point + 0.5) / Points) * Step / MicroSteps - start);
            Assert.Equal(sum / Points, input.During(index / MicroSteps, index % MicroSteps, MicroSteps, 0), 1e-15);
        }

        double At(double time)
        {
            double phase = time / period;
            return time < 0 ? 0 : 2e-9 * (kind == WaveformKind.Sine ? Math.Sin(2 * Math.PI * phase) : 2 / Math.PI * Math.Asin(Math.Sin(2 * Math.PI * phase)));
        }
    }

    [Theory]
    [InlineData(WaveformKind.Sine)]
    [InlineData(WaveformKind.Triangle)]
    public void APeriodOfAnOuterStep_IsSeenWithinIt(object shape)
    {
        WaveformKind kind = (WaveformKind)shape;
        WaveformInput input = new(new() { Kind = kind, Amplitude = 1e-9, Period = Step }, 3, Step);
        double[] positive = [.. Enumerable.Range(0, 500).Select(micro => input.During(1, micro, 1000, 0))];
        // The half wave: 2 / pi of the amplitude for a sine, half of it for a triangle.
        Assert.Equal(kind == WaveformKind.Sine ? 2 / Math.PI * 1e-9 : 0.5e-9, positive.Average(), 1e-15);
        Assert.Equal(0, Charge(new() { Kind = kind, Amplitude = 1e-9, Period = Step }, 3e-3, 1000), 1e-24);
    }

    /// <summary>Inputs that are constant in outer steps are what they were before waveforms reached the micro-step, to the last bit.</summary>
    [Fact]
    public void FlatPartsKeepTheirBits()
    {
        foreach (WaveformKind kind in new[] { WaveformKind.Constant, WaveformKind.Pulse })
        {
            Waveform waveform = new() { Kind = kind, Amplitude = 3e-9, Offset = -2e-10, Start = 2e-3, Width = 6e-3, Period = 9e-3 };
            WaveformInput input = new(waveform, 400, Step);
            for (int step = 0; step < 400; ++step)
            {
                double middle = (step + 0.5) * Step - 2e-3, phase = middle / 9e-3 - Math.Floor(middle / 9e-3);
                double expected = -2e-10 + (middle >= 0 && (kind == WaveformKind.Constant || phase * 9e-3 < 6e-3) ? 3e-9 : 0.0);
                for (int micro = 0; micro < 100; ++micro)
                    Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(input.During(step, micro, 100, 0)));
            }
        }
    }

    private static double Charge(Waveform waveform, double duration, int microSteps)
    {
        int steps = (int)Math.Round(duration / Step);
        WaveformInput input = new(waveform, steps, Step);
        return Enumerable.Range(0, steps * microSteps).Sum(index => input.During(index / microSteps, index % microSteps, microSteps, 0)) * Step / microSteps;
    }
}
