using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Networks;
using ILGPU;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>
/// The steps that SLTT-K chooses. A loss whose derivative at step t is 2^t makes the gradient of a bias the sum over the
/// chosen steps, in which each step is one binary digit.
/// </summary>
public sealed class ChosenStepsTests : IDisposable
{
    private const int Steps = 20;

    private readonly ComputeDevice device = ComputeDevice.Open("cpu");

    public void Dispose() => device.Dispose();

    [Theory]
    [InlineData(1, 20)]
    [InlineData(7, 20)]
    [InlineData(7, 3)]
    [InlineData(19, 1)]
    [InlineData(20, 20)]
    [InlineData(50, 6)]
    public void AsManyDistinctStepsAsAskedFor(int wanted, int window)
    {
        using Drawing drawing = new(device, wanted, new TimePlan(Steps, window, []), seed: 3);
        for (long pass = 0; pass < 20; ++pass)
            Assert.Equal(Math.Min(wanted, Steps), drawing.Of(pass).Count);
    }

    /// <summary>A shorter sequence draws from its own steps.</summary>
    [Fact]
    public void StepsAreThoseOfTheSequence()
    {
        using Drawing drawing = new(device, 4, TimePlan.Whole(Steps), seed: 3);
        for (long pass = 0; pass < 20; ++pass)
        {
            Assert.All(drawing.Of(pass, steps: 6), step => Assert.InRange(step, 0, 5));
            Assert.Equal([0, 1, 2], drawing.Of(pass, steps: 3));
        }
    }

    [Fact]
    public void SeedAndPassDecideAndNothingElse()
    {
        using Drawing a = new(device, 5, TimePlan.Whole(Steps), seed: 3);
        using Drawing b = new(device, 5, new TimePlan(Steps, 3, [7]), seed: 3);
        using Drawing other = new(device, 5, TimePlan.Whole(Steps), seed: 4);
        long[] passes = [0, 1, 2, 3, 1L << 32, (1L << 32) + 1];
        List<int>[] drawn = [.. passes.Select(pass => a.Of(pass))];
        for (int i = passes.Length - 1; i >= 0; --i)
        {
            Assert.Equal(drawn[i], a.Of(passes[i]));
            Assert.Equal(drawn[i], b.Of(passes[i]));
            Assert.NotEqual(drawn[i], other.Of(passes[i]));
            Assert.DoesNotContain(drawn[..i], earlier => earlier.SequenceEqual(drawn[i]));
        }
    }

    /// <summary>Five deviations of the binomial; of 20 steps that is missed by chance once in about 100,000 seeds.</summary>
    [Fact]
    public void EachStepIsAboutAsLikelyAsAnyOther()
    {
        const int Passes = 1000, Wanted = 5;
        using Drawing drawing = new(device, Wanted, TimePlan.Whole(Steps), seed: 0);
        int[] counts = new int[Steps];
        for (int pass = 0; pass < Passes; ++pass)
        {
            foreach (int step in drawing.Of(pass))
                ++counts[step];
        }

        const double Share = (double)Wanted / Steps;
        double deviation = Math.Sqrt(Passes * Share * (1 - Share));
        Assert.All(counts, count => Assert.InRange(count, Passes * Share - 5 * deviation, Passes * Share + 5 * deviation));
        Assert.Equal(Passes * Wanted, counts.Sum());
    }

    /// <summary>Passes of one output that tell which steps were chosen.</summary>
    private sealed class Drawing : IDisposable
    {
        private readonly Network<Float64> network;
        private readonly DeviceBuffer<Float64> input;
        private readonly LossBuffers<Float64> buffers;
        private readonly LossPass<Float64> pass;

        public Drawing(ComputeDevice device, int wanted, TimePlan plan, ulong seed)
        {
            NetworkBuilder<Float64> builder = new(device, 1) { Routes = new SlttGradient(new BrunoGradient(), wanted).Routes };
            builder.AddLinear(1, [1], [0]);
            network = builder.Build(new SequenceExtent(plan.Steps, 1), plan);
            input = device.Memory.Allocate<Float64>(plan.Steps, MemoryPurpose.Data);
            buffers = new LossBuffers<Float64>(device, new LossSetup(LossKind.SpikeCount, [plan.Steps]) { Labels = [0] });
            pass = new LossPass<Float64>(network, new Digits(device), seed);
        }

        public List<int> Of(long number, int? steps = null)
        {
            pass.Train(new Signal<Float64>(input.View), buffers.Targets, buffers.Scores, new SequenceExtent(steps ?? network.Capacity.Steps, 1), number);
            long sum = (long)network.Parameters.ExportGradients()[1];
            return [.. Enumerable.Range(0, network.Capacity.Steps).Where(step => (sum >> step & 1) != 0)];
        }

        public void Dispose()
        {
            buffers.Dispose();
            input.Dispose();
            network.Dispose();
        }
    }

    /// <summary>The derivative 2^t at step t.</summary>
    private sealed class Digits(ComputeDevice device) : ILoss<Float64>
    {
        public bool IsStepwise => true;

        public void Observe(Signal<Float64> output, LossTargets<Float64> targets, SampleScores<Float64> scores, TimeWindow window)
        {
        }

        public void Score(LossTargets<Float64> targets, SampleScores<Float64> scores, int batch)
        {
        }

        public void Differentiate(Signal<Float64> output, LossTargets<Float64> targets, ArrayView<Float64> outputAdjoint, TimeWindow window) =>
            ConformanceBuffers.Upload(
                outputAdjoint,
                device.Accelerator.DefaultStream,
                [.. Enumerable.Range(window.Begin, window.Steps).Select(step => (double)(1L << step))]);

        public void Dispose()
        {
        }
    }
}
