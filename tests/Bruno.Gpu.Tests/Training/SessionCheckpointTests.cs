using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>What a session is after it is put into a checkpoint and back.</summary>
[Collection(typeof(CpuTests))]
public sealed class SessionCheckpointTests(CpuBackend backend) : DeviceTests(backend)
{
    /// <summary>Parameters that no training has seen: a session of them begins as one does.</summary>
    [Fact]
    public void InitialParametersAreTrainedFromTheBeginning()
    {
        using TemporaryFolder folder = new();
        using TrainingSession<Float32> session = Session();
        double[] values = [.. Enumerable.Range(0, session.Network.Parameters.Length).Select(i => i / 8.0)];
        SessionCheckpoint.SaveInitial(folder["initial.ckpt"], session.Network.Parameters.Parameters, values);
        RunState state = SessionCheckpoint.Load(folder["initial.ckpt"], session);
        Assert.Equal((0, 0, 0), (state.Epoch, state.Batch, state.OptimizerSteps));
        Assert.Equal(values, session.Network.Parameters.Export());
        AssertNew(session);
    }

    /// <summary>An optimizer that starts anew forgets moments and steps, and no parameter.</summary>
    [Fact]
    public void AFreshOptimizerKnowsNothing()
    {
        using TemporaryFolder folder = new();
        using TrainingSession<Float32> trained = Session(), same = Session(), fresh = Session();
        trained.TrainEpoch(1, 0, 0.01, null, () => false);
        Assert.True(trained.Optimizer.Steps > 0);
        SessionCheckpoint.Save(folder["last.ckpt"], new RunState { Epoch = 1 }, trained);

        Assert.Equal(trained.Optimizer.Steps, SessionCheckpoint.Load(folder["last.ckpt"], same).OptimizerSteps);
        Assert.Equal(trained.Optimizer.Steps, same.Optimizer.Steps);
        (double[] first, double[] second) = trained.Optimizer.Export();
        (double[] sameFirst, double[] sameSecond) = same.Optimizer.Export();
        Assert.Equal(first, sameFirst);
        Assert.Equal(second, sameSecond);

        Assert.Equal(0, SessionCheckpoint.Load(folder["last.ckpt"], fresh, freshOptimizer: true).OptimizerSteps);
        AssertNew(fresh);
        Assert.Equal(trained.Network.Parameters.Export(), fresh.Network.Parameters.Export());
    }

    /// <summary>What the first batch scored is part of its epoch, also where the run ends right after it.</summary>
    [Fact]
    public void ScoresOfOneBatchAreKept()
    {
        using TemporaryFolder folder = new();
        using TrainingSession<Float32> leftAlone = Session(), interrupted = Session(), resumed = Session();
        SplitMetrics expected = leftAlone.TrainEpoch(1, 0, 0.01, null, () => false).Metrics!;
        Assert.Equal(1, interrupted.TrainEpoch(1, 0, 0.01, null, () => true).StoppedAt);
        SessionCheckpoint.Save(folder["last.ckpt"], new RunState { Batch = 1 }, interrupted);
        Assert.Equal(1, SessionCheckpoint.Load(folder["last.ckpt"], resumed).Batch);
        SplitMetrics actual = resumed.TrainEpoch(1, 1, 0.01, null, () => false).Metrics!;
        Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
    }

    private TrainingSession<Float32> Session() => new(Device, SessionSetup.Classification, SessionSetup.DataOf(SessionSetup.Classification));

    private static void AssertNew(TrainingSession<Float32> session)
    {
        Assert.Equal(0, session.Optimizer.Steps);
        (double[] first, double[] second) = session.Optimizer.Export();
        Assert.All([.. first, .. second], moment => Assert.Equal(0, moment));
    }
}
