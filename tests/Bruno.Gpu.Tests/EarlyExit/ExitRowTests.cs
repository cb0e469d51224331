using Bruno.Gpu.EarlyExit;

namespace Bruno.Gpu.Tests.EarlyExit;

/// <summary>What comes of stopping, by hand.</summary>
public sealed class ExitRowTests
{
    /// <summary>Two classes whose probabilities after the steps are chosen, the first being the right one.</summary>
    private static SampleTrace Trace(int firstStep, params double[] probabilities) => new(
        0, 2, [.. probabilities.SelectMany(p => new[] { Math.Log(p), Math.Log(1 - p) })], [.. probabilities.Select((_, step) => 10.0 * (step + 1))],
        [.. probabilities.Select((_, step) => 1e-9 * (step + 1))], firstStep);

    [Fact]
    public void ASampleEndsWhenItIsSure()
    {
        SampleTrace[] traces = [Trace(0, 0.6, 0.85, 0.95, 0.99), Trace(0, 0.15, 0.3, 0.6), Trace(2, 0.01, 0.01, 0.7, 0.8)];
        ExitRow row = ExitRow.Of(traces, 0.8, 1, 1e-3, 1), whole = ExitRow.Of(traces, null, 1, 1e-3, 1);

        // After steps 2, 1 and 4; the second is wrong, the third may not decide in its warm-up.
        Assert.Equal((0.8, 2.0 / 3, 7.0 / 3, 2.0, 1.0, 3), (row.Threshold!.Value, row.Accuracy, row.LatencySteps, row.MedianLatencySteps, row.Confident, row.Samples));
        Assert.Equal(7.0 / 3 * 1e-3, row.LatencySeconds, 1e-15);
        Assert.Equal(2e-3, row.MedianLatencySeconds, 1e-15);
        Assert.Equal(70.0 / 3, row.SynapticOperations, 1e-12);
        Assert.Equal(7e-9 / 3, row.EnergyJoules!.Value, 1e-20);
        Assert.Equal((1.0, 11.0 / 3, 4.0, 0.0), (whole.Accuracy, whole.LatencySteps, whole.MedianLatencySteps, whole.Confident));
        Assert.Null(whole.Threshold);

        // Never sure: to the end, like without.
        ExitRow never = ExitRow.Of(traces, 0.999, 1, 1e-3, 1);
        Assert.Equal(whole, never with { Threshold = null });
        Assert.Equal(7.0 / 6, ExitRow.Of(traces, 0.8, 1, 1e-3, 2).LatencySteps, 1e-12);
    }

    /// <summary>A higher temperature makes less sure, and none changes what is predicted.</summary>
    [Fact]
    public void TemperatureScalesLogits()
    {
        SampleTrace trace = Trace(0, 0.8);
        Assert.Equal(0.8, trace.Confidence(0, 1), 1e-14);
        Assert.Equal(1 / (1 + Math.Pow(0.25, 0.5)), trace.Confidence(0, 2), 1e-14);
        Assert.Equal(-Math.Log(0.8), trace.Surprise(1), 1e-14);
        Assert.Equal(Math.Log(1 + Math.Pow(0.25, 0.5)), trace.Surprise(2), 1e-14);
    }

    /// <summary>Where 0.7 of the samples are what is held for likely at 0.9, the temperature makes 0.7 of 0.9.</summary>
    [Fact]
    public void TheTemperatureIsFitted()
    {
        SampleTrace right = Trace(0, 0.9), wrong = Trace(0, 0.1);
        SampleTrace[] validation = [.. Enumerable.Repeat(right, 7), .. Enumerable.Repeat(wrong, 3)];
        double temperature = ExitTemperature.Of(validation);
        Assert.Equal(0.7, right.Confidence(0, temperature), 1e-6);
        Assert.Equal(Math.Log(9) / Math.Log(7.0 / 3), temperature, 1e-5);
    }
}
