using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Sweeps;

/// <summary>Rungs at 1 and 3 epochs of 9, one of three going on, against the rule by hand.</summary>
public sealed class HalvingTests
{
    private static readonly int[] Rungs = [1, 3];

    [Fact]
    public void TheFirstRungAboveTheEpochsThatAreDone()
    {
        Assert.Equal([1, 3, 3, null, null], ((int[])[0, 1, 2, 3, 9]).Select(epochs => Halving.RungAfter(epochs, Rungs)));
    }

    /// <summary>Two at the rung are too few for one of three to go on.</summary>
    [Fact]
    public void NewTrialsBeginUntilThreeCanBeCompared() => Assert.Equal([2, 3], Next(Paused(1, 0.5), Paused(1, 0.4), New(), New()));

    [Fact]
    public void TheBestOfThreeGoesOnBeforeANewOneBegins() => Assert.Equal([1, 3], Next(Paused(1, 0.5), Paused(1, 0.4), Paused(1, 0.6), New()));

    /// <summary>A trial that went on counts where it came from.</summary>
    [Fact]
    public void NobodyIsTakenForTheOneWhoWentOn() => Assert.Equal([3], Next(Paused(1, 0.5), Paused(3, 0.4), Paused(1, 0.6), New()));

    [Fact]
    public void TheTopRungIsLookedAtFirst() => Assert.Equal(
        [2, 3], Next(Paused(3, 0.3), Paused(3, 0.4), Paused(3, 0.2), Paused(1, 0.1), Paused(1, 0.7), Paused(1, 0.8), Paused(1, 0.9)));

    [Fact]
    public void WhatWasInterruptedGoesOnFirst() => Assert.Equal([1, 2, 0], Next(New(), At(TrialState.Stopped, 2, 0.1), At(TrialState.Damaged, 0, 0)));

    /// <summary>One that failed was not among the best, and is one of the three.</summary>
    [Fact]
    public void FailuresCountAsWorst() => Assert.Equal([1], Next(At(TrialState.Failed, 0, 0), Paused(1, 0.4), Paused(1, 0.6)));

    /// <summary>Two trials, of which a third is none: the better one is trained to the end all the same.</summary>
    [Fact]
    public void TheBestAlwaysReachesTheEnd()
    {
        Assert.Equal([1], Next(Paused(1, 0.5), Paused(1, 0.4)));
        Assert.Equal([1], Next(Paused(1, 0.5), Paused(3, 0.4)));
        Assert.Empty(Next(Paused(1, 0.5), At(TrialState.Finished, 9, 0.4)));
        Assert.Empty(Next(Paused(1, 0.5), At(TrialState.Running, 1, 0.4)));
    }

    private static IReadOnlyList<int> Next(params TrialStatus[] trials) => Halving.Next(trials, Rungs, 3);

    private static TrialStatus New() => At(TrialState.NotStarted, 0, 0);

    private static TrialStatus Paused(int epochs, double loss) => At(TrialState.Paused, epochs, loss);

    private static TrialStatus At(TrialState state, int epochs, double loss) => new(new("t", [], [], 0), state, 9)
    {
        EpochsDone = epochs,
        Metrics = [.. Enumerable.Range(1, epochs).Select(epoch => new MetricsRow { Epoch = epoch, Split = "validation", Loss = loss })],
    };
}
