using Bruno.Gpu.Losses;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>What losses of samples go by on the host, step by step, against the oracle's loss of every beginning of a sequence.</summary>
public sealed class EvidenceTests
{
    private const int Steps = 9, Classes = 4;

    [Theory]
    [InlineData(Bruno.Gpu.Losses.LossKind.SpikeCount, LossKind.SpikeCount, 0)]
    [InlineData(Bruno.Gpu.Losses.LossKind.FirstSpike, LossKind.FirstSpike, 0)]
    [InlineData(Bruno.Gpu.Losses.LossKind.MaxOverTime, LossKind.MaxOverTime, 2)]
    [InlineData(Bruno.Gpu.Losses.LossKind.MeanOverTime, LossKind.MeanOverTime, 2)]
    public void AfterEveryStepTheirCrossEntropyIsTheLoss(Bruno.Gpu.Losses.LossKind kind, LossKind ofOracle, int warmup)
    {
        bool isOfSpikes = warmup == 0;
        double[] outputs = [.. new RandomArrays(3).Vector(Steps * Classes, -2, 2).Select(x => isOfSpikes ? x > 1 ? 1.0 : 0 : x)];
        Evidence evidence = new(new() { Kind = kind, WarmupSteps = warmup, TimeConstant = 3, Scale = isOfSpikes ? 1 : 0.7 }, Classes);
        double[] after = evidence.After(outputs);
        for (int steps = warmup + 1; steps <= Steps; ++steps)
        {
            double[] logits = evidence.Logits(after.AsSpan((steps - 1) * Classes, Classes));
            double[][][] seen = Flat.Cube(outputs[..(steps * Classes)], 1, Classes);
            for (int label = 0; label < Classes; ++label)
            {
                LossSetup setup = new(ofOracle, [steps]) { Labels = [label], Warmup = warmup, TimeConstant = 3, Scale = isOfSpikes ? 1 : 0.7 };
                double loss = Math.Log(logits.Sum(Math.Exp)) - logits[label];
                Assert.Equal(setup.Oracle(seen).Value, loss, 1e-12);
            }
        }

        Assert.Equal(after[^Classes..], evidence.AtEnd(outputs));
        Assert.All(after[..(warmup * Classes)], value => Assert.Equal(0, value));
    }

    /// <summary>Of every step it is the sum of probabilities; its logits are those of their mean.</summary>
    [Fact]
    public void ProbabilitiesAreSummed()
    {
        Evidence evidence = new(new() { Kind = Bruno.Gpu.Losses.LossKind.EachStep, WarmupSteps = 1, Scale = 2 }, 2);
        double[] after = evidence.After([9, 0, 0, 0, -1000, -1000.5]);
        double second = 1 / (1 + Math.Exp(-1));
        double[] expected = [0, 0, 0.5, 0.5, 0.5 + second, 0.5 + 1 - second];
        for (int i = 0; i < expected.Length; ++i)
            Assert.Equal(expected[i], after[i], 1e-12);
        Assert.Equal(after[4] / 2, Math.Exp(evidence.Logits(after.AsSpan(4, 2))[0]), 1e-12);
    }
}
