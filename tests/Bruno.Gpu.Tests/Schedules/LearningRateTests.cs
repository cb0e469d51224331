using Bruno.Gpu.Schedules;

namespace Bruno.Gpu.Tests.Schedules;

/// <summary>Learning rates against numbers worked out by hand.</summary>
public sealed class LearningRateTests
{
    [Fact]
    public void ACycleRisesThenFallsFromBatchToBatch()
    {
        // Eleven steps: positions 0, 0.1 ... 1; it rises in the first 0.4.
        LearningRate rate = new(
            new() { Kind = ScheduleKind.OneCycle, RiseShare = 0.4, StartShare = 0.2, MinimumShare = 0.1 }, 2, 11);
        double[] expected = [0.4, 0.8, 1.2, 1.6, 2, 1.7, 1.4, 1.1, 0.8, 0.5, 0.2];
        Near(expected, [.. Enumerable.Range(1, 11).Select(epoch => rate.At(epoch, 0, 1))]);

        // The same steps as the batches of one epoch.
        LearningRate batches = new(
            new() { Kind = ScheduleKind.OneCycle, RiseShare = 0.4, StartShare = 0.2, MinimumShare = 0.1 }, 2, 1);
        Near(expected, [.. Enumerable.Range(0, 11).Select(batch => batches.At(1, batch, 11))]);
    }

    [Fact]
    public void AStepFallsEveryFewEpochsOrAfterThoseListed()
    {
        LearningRate every = new(new() { Kind = ScheduleKind.Step, Factor = 0.1, Every = 2, MinimumShare = 0.005 }, 1, 9);
        Near([1, 1, 0.1, 0.1, 0.01, 0.01, 0.005, 0.005, 0.005], [.. Epochs(every, 9)]);
        LearningRate listed = new(new() { Kind = ScheduleKind.Step, Milestones = [4, 1], MinimumShare = 0 }, 1, 6);
        Near([1, 0.5, 0.5, 0.5, 0.25, 0.25], [.. Epochs(listed, 6)]);
    }

    [Fact]
    public void AnExponentialFallsEveryEpoch()
    {
        LearningRate rate = new(new() { Kind = ScheduleKind.Exponential, Factor = 0.5, MinimumShare = 0.2 }, 8, 5);
        Near([8, 4, 2, 1.6, 1.6], [.. Epochs(rate, 5)]);
        Near([1, 0.95, 0.9025], [.. Epochs(new(new() { Kind = ScheduleKind.Exponential, MinimumShare = 0 }, 1, 3), 3)]);
    }

    /// <summary>A warm-up of 1.5 epochs of 4 batches is 6 steps, to sevenths of what the schedule says.</summary>
    [Theory]
    [InlineData(ScheduleKind.Constant, 1, 1)]
    [InlineData(ScheduleKind.Plateau, 1, 1)]
    [InlineData(ScheduleKind.Step, 1, 0.5)]
    [InlineData(ScheduleKind.Exponential, 1, 0.5)]
    [InlineData(ScheduleKind.Cosine, 1, 1)]
    public void AWarmUpRisesFromBatchToBatch(ScheduleKind kind, double first, double second)
    {
        LearningRate rate = new(new() { Kind = kind, WarmupEpochs = 1.5, Factor = 0.5, Every = 1 }, 7, 2);
        double[] steps = [.. Enumerable.Range(0, 8).Select(step => rate.At(1 + step / 4, step % 4, 4))];
        Near([.. Enumerable.Range(1, 8).Select(step => Math.Min(step, 7) * (step <= 4 ? first : second))], steps);
    }

    /// <summary>Four batches an epoch, two epochs: two steps of warm-up to thirds of the start, then a cycle of six steps.</summary>
    [Fact]
    public void ACycleBeginsAfterItsWarmUp()
    {
        LearningRate rate = new(
            new() { Kind = ScheduleKind.OneCycle, WarmupEpochs = 0.5, RiseShare = 0.4, StartShare = 0.6, MinimumShare = 0.1 }, 1, 2);
        double[] steps = [.. Enumerable.Range(0, 8).Select(step => rate.At(1 + step / 4, step % 4, 4))];
        Near([0.2, 0.4, 0.6, 0.8, 1, 0.7, 0.4, 0.1], steps);
    }

    /// <summary>The numbers that runs with whole epochs of warm-up have had since there was a cosine.</summary>
    [Fact]
    public void ACosineWithWholeEpochsOfWarmUpGoesByEpochs()
    {
        LearningRate rate = new(new() { Kind = ScheduleKind.Cosine, WarmupEpochs = 2, MinimumShare = 0.01 }, 0.3, 6);
        double[] expected =
        [
            0.3 * (1.0 / 3), 0.3 * (2.0 / 3), 0.3,
            0.3 * (0.01 + 0.99 * 0.5 * (1 + Math.Cos(Math.PI / 3))), 0.3 * (0.01 + 0.99 * 0.5 * (1 + Math.Cos(Math.PI * 2 / 3))), 0.3 * 0.01,
        ];
        Near(expected, [.. Epochs(rate, 6)]);
        for (int epoch = 1; epoch <= 6; ++epoch)
            Assert.Equal(rate.At(epoch, 0, 9), rate.At(epoch, 8, 9));
    }

    [Fact]
    public void APlateauIsScaledByItsFactor()
    {
        LearningRate rate = new(new() { Kind = ScheduleKind.Plateau, Patience = 1, MinimumShare = 0.3 }, 1, 10);
        foreach (double loss in (double[])[1, 1, 1])
            rate.Observe(loss);
        Assert.Equal(0.5, rate.At(4, 0, 1));
        rate.Observe(1);
        rate.Observe(1);
        Assert.Equal(0.3, rate.At(6, 3, 5));
    }

    private static IEnumerable<double> Epochs(LearningRate rate, int epochs) => Enumerable.Range(1, epochs).Select(epoch => rate.At(epoch, 0, 3));

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; ++i)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
