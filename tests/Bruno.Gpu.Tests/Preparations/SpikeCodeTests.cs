using Bruno.Gpu.Errors;
using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Preparations;

/// <summary>The codes from values to spikes, against values computed by hand from their equations.</summary>
public sealed class SpikeCodeTests
{
    private static readonly SignalShape One = new(["x"], 5e-3);

    /// <summary>References 0, 0.5, 1.5, 1, 0: moved by 1, 2, -1 and -2 thresholds.</summary>
    [Theory]
    [InlineData(false, false, new float[] { 0, 0, 0, 0, 1, 0, 2, 0, 0, 1, 0, 2 })]
    [InlineData(false, true, new float[] { 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1 })]
    [InlineData(true, false, new float[] { 0, 0, 1, 2, 1, 2 })]
    [InlineData(true, true, new float[] { 0, 0, 1, 1, 1, 1 })]
    public void Delta(bool merge, bool binary, float[] expected)
    {
        DeltaPreparation delta = new() { Threshold = 0.5, Merge = merge, Binary = binary };
        Assert.Equal(expected, delta.Apply(Of([0, 0.4f, 0.6f, 1.7f, 1, -0.1f], 6), One).Values);
        Assert.Equal(merge ? ["x"] : ["x+", "x-"], delta.After(One).Channels);
    }

    /// <summary>ON of all channels comes before OFF of all; each channel has a reference of its own.</summary>
    [Fact]
    public void DeltaOfTwoChannels() => Assert.Equal(
        [0f, 0, 0, 0, 1, 0, 0, 1],
        new DeltaPreparation { Threshold = 1 }.Apply(Of([5, 5, 6, 3], 2), new(["a", "b"], 1e-3)).Values);

    [Theory]
    [InlineData(0f, 0, false)]
    [InlineData(0.25f, 3, false)]
    [InlineData(0.26f, 3, false)]
    [InlineData(1f, 10, false)]
    [InlineData(9f, 10, false)]
    [InlineData(0.26f, 7, true)]
    [InlineData(-3f, 10, true)]
    public void Latency(float value, int step, bool largeFirst)
    {
        Recording spikes = new LatencyPreparation { Steps = 11, Low = [0], High = [1], LargeFirst = largeFirst }.Apply(Of([value], 1), One);
        Assert.Equal(11, spikes.Steps);
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => i == step ? 1f : 0)], spikes.Values);
    }

    [Fact]
    public void LatencyWithinBounds() => Assert.Equal(
        4, Array.IndexOf(new LatencyPreparation { Steps = 11, First = 2, Last = 6, Low = [0], High = [1] }.Apply(Of([0.5f], 1), One).Values, 1));

    [Fact]
    public void LatencyOfSequences_IsRefused() =>
        Assert.Contains("has 2 steps", Assert.Throws<DataException>(() => new LatencyPreparation { Low = [0], High = [1] }.Apply(Of([1, 2], 2), One)).Message);

    /// <summary>Centres -1/4, 1/4, 3/4, 5/4 and a width of 1/3: exp(-2.53125) and exp(-0.28125) for a value of 1/2.</summary>
    [Fact]
    public void Population()
    {
        PopulationPreparation population = new() { Fields = 4, Low = [0], High = [1] };
        float[] values = population.Apply(Of([0.5f, 0.25f], 2), One).Values;
        double[] expected = [0.07955950871822769, 0.7548396019890073, 0.7548396019890073, 0.07955950871822769];
        Assert.Equal(expected, values[..4].Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(1f, values[5]);
        Assert.Equal(["x:1", "x:2", "x:3", "x:4"], population.After(One).Channels);
    }

    /// <summary>A range of the training part; u of 0 and of 1 at its ends.</summary>
    [Fact]
    public void RangesAreFitted_EachChannel()
    {
        SignalShape two = new(["a", "flat"], 1e-3);
        PopulationPreparation fitted = (PopulationPreparation)new PopulationPreparation().Fitted([Of([1, 1e20f, 4, 1e20f], 2), Of([-2, 1e20f], 1)], two);
        Assert.Equal((-2, 4), (fitted.Low![0], fitted.High![0]));
        Assert.True(fitted.High[1] > fitted.Low[1]);
        Assert.All(fitted.Apply(Of([0, 1e20f], 1), two).Values, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void ARangeUpsideDown_IsRefused()
    {
        LatencyPreparation latency = new() { Low = [5] };
        Preparation fitted = latency.Fitted([Of([1], 1), Of([3], 1)], One);
        BrunoException fault = Assert.Throws<BrunoException>(() => fitted.After(One));
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains("low = 5 to high = 3", fault.Message);
    }

    /// <summary>105 Hz in steps of 5 ms: a spike with probability 1 - exp(-0.525), within four deviations.</summary>
    [Fact]
    public void Rate()
    {
        const int Steps = 100_000;
        RatePreparation rate = new() { LowestRate = 10, HighestRate = 200, Low = [0], High = [1], Repeat = 2, Seed = 4 };
        Recording spikes = rate.Apply(Of([.. Enumerable.Repeat(0.5f, Steps)], Steps), One);
        Assert.Equal(2 * Steps, spikes.Steps);
        double share = spikes.Values.Average(value => (double)value), expected = 1 - Math.Exp(-0.525);
        Assert.InRange(share, expected - 4 * Math.Sqrt(expected * (1 - expected) / (2 * Steps)), expected + 4 * Math.Sqrt(expected * (1 - expected) / (2 * Steps)));
        Assert.All(spikes.Values, value => Assert.True(value is 0 or 1));
        // Neighbours know nothing of each other.
        double both = Enumerable.Range(1, 2 * Steps - 1).Count(i => spikes.Values[i] == 1 && spikes.Values[i - 1] == 1) / (2.0 * Steps - 1);
        Assert.Equal(expected * expected, both, 0.005);
    }

    [Fact]
    public void RateFollowsFromSeedAndValues()
    {
        RatePreparation rate = new() { Low = [0], High = [1], HighestRate = 100, Repeat = 200, Seed = 4 };
        float[] first = rate.Apply(Of([0.7f], 1), One).Values;
        Assert.Equal(first, rate.Apply(Of([0.7f], 1) with { Origin = "elsewhere", Label = 3 }, One).Values);
        Assert.NotEqual(first, (rate with { Seed = 5 }).Apply(Of([0.7f], 1), One).Values);
        Assert.NotEqual(first, rate.Apply(Of([0.71f], 1), One).Values);
        Assert.All(rate.Apply(Of([0], 1), One).Values, value => Assert.Equal(0, value));
        Assert.All((rate with { HighestRate = 1e9 }).Apply(Of([1], 1), One).Values, value => Assert.Equal(1, value));
    }

    private static Recording Of(float[] values, int steps) => new() { Values = values, Steps = steps, Origin = "made" };
}
