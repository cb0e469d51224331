using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>
/// How the memory of a network grows with its horizon, from plans, which other tests hold against what is allocated. The
/// network is 128 -> 256 LIF -> 27 FeLIF at 1000 micro-steps.
/// </summary>
public sealed class HorizonMemoryTests : IDisposable
{
    private readonly ComputeDevice device = ComputeDevice.Open("cpu");

    public void Dispose() => device.Dispose();

    /// <summary>
    /// The least bytes over segment and window lengths at each horizon, less those of a single step (parameters, their
    /// gradients, and what a step takes whatever the horizon); the data, which a network does not own, are not in it. The
    /// slope is that of least squares of log bytes over log horizon. It is a little under a half, because windows cut segments
    /// once more.
    /// </summary>
    [Fact]
    public void AtTheBestSegmentMemoryGrowsAsTheRootOfTheHorizon()
    {
        int[] horizons = [100, 300, 1000, 3000, 10_000, 30_000, 100_000];
        long step = Bytes(new BrunoGradient(), TimePlan.Whole(1), batch: 8);
        double[] bytes = [.. horizons.Select(horizon => (double)Least(horizon) - step)];
        double slope = Slope([.. horizons.Select(h => Math.Log(h))], [.. bytes.Select(b => Math.Log(b))]);
        Assert.InRange(slope, 0.4, 0.6);
        for (int i = 1; i < horizons.Length; ++i)
            Assert.InRange(Math.Log(bytes[i] / bytes[i - 1]) / Math.Log((double)horizons[i] / horizons[i - 1]), 0.33, 0.67);

        // Without segments the tape grows with the horizon, so that there is something to gain.
        Assert.InRange(Bytes(new BrunoGradient(), TimePlan.Whole(100_000), batch: 8) / bytes[^1], 50, double.PositiveInfinity);
    }

    /// <summary>
    /// 100,000 steps: the network takes the least over one level of segments, almost all of the rest is data: eight sequences
    /// to learn from, one each to validate and test, and the batch.
    /// </summary>
    [Fact]
    public void AHundredThousandStepsFitIntoAGigabyte()
    {
        const long Sequence = 100_000L * 128 * sizeof(float);
        Assert.InRange(Least(100_000) + (8 + 1 + 1 + 8) * Sequence, 1, 1_000_000_000);
        Assert.InRange(Least(100_000), 1, 20_000_000);
    }

    /// <summary>
    /// With batches of 128 and windows as runs choose them: BRUNO takes at most a fiftieth of what backpropagation through
    /// every micro-step takes, under 150 MB at 300 steps, and the exact gradient at most 1.3 times that.
    /// </summary>
    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(300)]
    public void TheWholeNetworkTakesAFiftiethOfBptt(int steps)
    {
        long Chosen(IGradientMethod method)
        {
            long Of(TimePlan plan) => Bytes(method, plan, batch: 128);
            return Of(WindowChoice.Choose(steps, [], null, false, Of));
        }

        double bruno = Chosen(new BrunoGradient());
        Assert.InRange(bruno / Chosen(new BpttGradient()), 0, 0.02);
        Assert.InRange(bruno, 0, 150e6 * Math.Min(1, Math.Max(steps, 100) / 300.0));
        Assert.InRange(Chosen(new ExactGradient()) / bruno, 0, 1.3);
    }

    /// <summary>Two float32 a micro-step of a neuron, and the undersampled tape besides.</summary>
    [Fact]
    public void BpttKeepsEightBytesAMicroStep()
    {
        const int Steps = 20, Batch = 3, Neurons = 27, MicroSteps = 1000;
        long tape = TapeOfDevices(new BpttGradient(), Steps, Batch, Neurons, MicroSteps);
        const double All = (double)Steps * Batch * Neurons * MicroSteps;
        Assert.InRange(tape / All, 8, 8.02);
    }

    /// <summary>The undersampled tape is at least 99.85 percent smaller, whatever the horizon.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public void TheTapeOfBrunoAndExactIsAThousandthOfThatOfBptt(int steps)
    {
        double bptt = TapeOfDevices(new BpttGradient(), steps, 128, 27, 1000);
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new ExactGradient(), new SlttGradient(new BrunoGradient()) })
        {
            double tape = TapeOfDevices(method, steps, 128, 27, 1000);
            Assert.InRange(tape / bptt, 0, 0.0015);
            Assert.InRange(tape / ((double)steps * 128 * 27), 8, 12);
        }
    }

    /// <summary>Checkpoints: as many as outer steps, or as the root of the micro-steps of the tape.</summary>
    [Fact]
    public void CheckpointsTakeTheirShare()
    {
        const int Steps = 16, Batch = 2, Neurons = 5, MicroSteps = 400, Lanes = Batch * Neurons;
        long undersampled = TapeOfDevices(new BrunoGradient(), Steps, Batch, Neurons, MicroSteps);
        long outer = TapeOfDevices(new CheckpointedGradient(), Steps, Batch, Neurons, MicroSteps);
        Assert.Equal(8L * Steps * Lanes, outer - undersampled);

        // sqrt(16 * 400) = 80 micro-steps apart are 5 an outer step.
        CheckpointedGradient sqrt = new() { Placement = CheckpointPlacement.Sqrt };
        Assert.Equal(8L * 5 * Steps * Lanes, TapeOfDevices(sqrt, Steps, Batch, Neurons, MicroSteps) - undersampled);
    }

    private long Least(int horizon)
    {
        double root = Math.Sqrt(horizon);
        long least = long.MaxValue;
        for (double factor = 0.25; factor < 8; factor *= 1.3)
        {
            int segment = (int)(root * factor);
            for (int window = 1; window <= segment; window *= 2)
                least = Math.Min(least, Bytes(new BrunoGradient(), new TimePlan(horizon, window, [segment]), batch: 8));
        }

        return least;
    }

    private long Bytes(IGradientMethod method, TimePlan plan, int batch)
    {
        ComputeDevice planned = device.Plan();
        NetworkBuilder<Float32> builder = new(planned, 128);
        builder.AddLinear(256, new double[128 * 256], null);
        builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, null);
        builder.AddLinear(27, new double[256 * 27], null);
        builder.AddDevices("felif", [new Felif<Float32>(new())], new FelifSetup { MicroSteps = 1000 }.Options(method));
        using Network<Float32> network = builder.Build(new SequenceExtent(plan.Steps, batch), plan);
        return planned.Memory.Bytes;
    }

    private long TapeOfDevices(IGradientMethod method, int steps, int batch, int neurons, int microSteps)
    {
        ComputeDevice planned = device.Plan();
        NetworkBuilder<Float32> builder = new(planned, neurons);
        builder.AddDevices("felif", [new Felif<Float32>(new())], new FelifSetup { MicroSteps = microSteps }.Options(method));
        using Network<Float32> network = builder.Build(new SequenceExtent(steps, batch));
        return planned.Memory.BytesFor(MemoryPurpose.Tape);
    }

    private static double Slope(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
