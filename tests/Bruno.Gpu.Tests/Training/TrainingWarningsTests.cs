using Bruno.Gpu.Datasets;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Thresholds at which the leak of FeLIF is so steep that coarse steps blow gradients up.</summary>
public sealed class TrainingWarningsTests
{
    /// <summary>
    /// |1 - dt I_0 A exp(V / V_T) / (V_T C)| with C = eps0 eps A / t + C_par: 1 ms, 25e-16 A, 0.32 V and 572.8 fF make 1.364e-5 exp(V / 0.32),
    /// which is 2 at 3.807 V.
    /// </summary>
    [Theory]
    [InlineData(-1, false)]
    [InlineData(2.5, false)]
    [InlineData(3.79, false)]
    [InlineData(3.82, true)]
    [InlineData(6, true)]
    public void AThresholdWhoseCoarseLeakGrowsIsWarnedOf(double threshold, bool isWarned)
    {
        string[] warnings = [.. TrainingWarnings.Of(Run(GradientKind.Bruno, threshold), 1e-3)];
        Assert.Equal(isWarned, warnings.Length == 1);
        if (!isWarned)
            return;
        Assert.StartsWith("network.layers.1 (felif): one coarse step at the threshold multiplies", warnings[0], StringComparison.Ordinal);
        double factor = 1 - 1e-3 * 25e-16 * Math.Exp(threshold / 0.32) / 0.32 / (8.8541879239442e-12 * 25.2 * 25e-12 / 10e-9 + 15e-15);
        Assert.Contains(FormattableString.Invariant($"by {factor:G3}, "), warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyCoarseLinearisationsAreWarnedOf()
    {
        Assert.Empty(TrainingWarnings.Of(Run(GradientKind.Exact, 6), 1e-3));
        Assert.Empty(TrainingWarnings.Of(Run(GradientKind.Bptt, 6), 1e-3));
        Assert.Single(TrainingWarnings.Of(Run(GradientKind.Pass, 6), 1e-3));
        Assert.Single(TrainingWarnings.Of(Run(GradientKind.Truncated, 6), 1e-3));
        RunConfiguration exact = Run(GradientKind.Sltt, 6);
        Assert.Empty(TrainingWarnings.Of(exact with { Gradient = exact.Gradient with { Linearisation = LinearisationKind.Exact } }, 1e-3));
        Assert.Empty(TrainingWarnings.Of(Run(GradientKind.Bruno, 6), 1e-9));
    }

    /// <summary>Neurons that never fire leave the synapses behind them without a gradient.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1e6, true)]
    public void WhatNoDerivativeReachesIsWarnedOf(double threshold, bool isWarned)
    {
        RunConfiguration run = new()
        {
            Device = "cpu",
            Data = new DataConfiguration { Tactile = new TactileOptions { Letters = 2, Repetitions = 6 } },
            Network = new NetworkConfiguration
            {
                Layers =
                [
                    new LinearLayerConfiguration { Outputs = 5, InitialScale = 10 }, new LifLayerConfiguration { Threshold = threshold },
                    new LinearLayerConfiguration(), new LifLayerConfiguration(),
                ],
            },
            Training = new TrainingConfiguration { Epochs = 2 },
        };
        using TemporaryFolder folder = new();
        List<string> notes = [];
        TrainingRun.Start(run, Path.Combine(folder.Path, "run"), [], null, TestContext.Current.CancellationToken, note: notes.Add);
        string[] warnings = [.. notes.Where(note => note.Contains("2.linear.weights", StringComparison.Ordinal) && note.Contains("exactly 0", StringComparison.Ordinal))];
        Assert.Equal(isWarned ? 1 : 0, warnings.Length);
    }

    private static RunConfiguration Run(GradientKind method, double threshold) => new()
    {
        Gradient = new GradientConfiguration { Method = method },
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration(),
                new DeviceLayerConfiguration { Parameters = new Dictionary<string, double> { ["threshold"] = threshold } },
            ],
        },
    };
}
