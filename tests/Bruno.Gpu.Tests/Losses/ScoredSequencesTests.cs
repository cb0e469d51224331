using Bruno.Gpu.Chips;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>Sequences that end within the warm-up are not there: not in training, not in any mean, not on chips.</summary>
[Collection(typeof(CpuTests))]
public sealed class ScoredSequencesTests(CpuBackend backend) : DeviceTests(backend)
{
    private const int Warmup = 13;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly RunConfiguration Run = SessionSetup.Sequences with
    {
        Loss = new LossConfiguration { Kind = Bruno.Gpu.Losses.LossKind.Sequence, WarmupSteps = Warmup },
    };

    [Fact]
    public void TrainingAndEveryMeanAreThoseWithoutThem()
    {
        Dataset all = SessionSetup.DataOf(Run), longOnly = Without(all);
        Assert.True(longOnly.Train.Count is > 0 and < 10 && longOnly.Validation.Count < 3 && longOnly.Test.Count < 5);
        using TrainingSession<Float64> given = new(Device, Run, all), expected = new(Device, Run, longOnly);
        SplitMetrics? first = given.TrainEpoch(1, 0, 0.01, null, () => false).Metrics, second = expected.TrainEpoch(1, 0, 0.01, null, () => false).Metrics;
        Assert.Equal(second! with { Seconds = 0, EnergyAssumptions = [] }, first! with { Seconds = 0, EnergyAssumptions = [] });
        Assert.True(first.Loss > 0);
        Assert.Equal(expected.Network.Parameters.Export(), given.Network.Parameters.Export());
        Assert.Equal(Loss(expected, expected.Validation), Loss(given, given.Validation));
        Assert.Equal(Loss(expected, expected.Test), Loss(given, given.Test));
    }

    /// <summary>The mean of what each long sequence scores alone.</summary>
    [Fact]
    public void TheMeanIsOverWhatIsScored()
    {
        Dataset all = SessionSetup.DataOf(Run);
        using TrainingSession<Float64> session = new(Device, Run, all);
        double mean = Without(all).Test.Average(sample =>
        {
            using TrainingSession<Float64> alone = new(Device, Run, With(all, all.Train, all.Validation, [sample]));
            return Loss(alone, alone.Test);
        });
        Assert.Equal(mean, Loss(session, session.Test), 1e-14);
    }

    [Fact]
    public void ChipsAreJudgedByWhatIsScored()
    {
        Dataset all = SessionSetup.DataOf(Run);
        using ChipPopulation<Float64> given = new(Device, Run, all, "test", 2), expected = new(Device, Run, Without(all), "test", 2);
        Assert.Equal(expected.Run(0, 2, 0, Stop), given.Run(0, 2, 0, Stop));
    }

    [Fact]
    public void WhereNothingIsScoredTheSettingIsNamed()
    {
        RunConfiguration endless = Run with { Loss = Run.Loss with { WarmupSteps = 1000 } };
        Dataset all = SessionSetup.DataOf(Run);
        Sample[] brief = [.. all.Validation.Where(sample => sample.Steps <= Warmup)];
        BrunoException whole = Assert.Throws<BrunoException>(() => new TrainingSession<Float64>(Device, endless, all));
        BrunoException split = Assert.Throws<BrunoException>(() => new TrainingSession<Float64>(Device, Run, With(all, all.Train, brief, all.Test)));
        Assert.All([whole, split], fault => Assert.Contains("loss.warmup_steps", fault.Message));
        Assert.All([whole, split], fault => Assert.Equal(ExitCode.Usage, fault.ExitCode));
        Assert.Contains("validation", split.Message);
        Assert.Throws<BrunoException>(() => ScoredSequences.RequireLongerThanWarmup(Warmup, Run.Loss));
        ScoredSequences.RequireLongerThanWarmup(Warmup + 1, Run.Loss);
    }

    /// <summary>A warm-up is of the sequence loss alone, and what it leaves whole is the same data set.</summary>
    [Fact]
    public void OthersAreLeftAsTheyAre()
    {
        Dataset labels = SessionSetup.DataOf(SessionSetup.Classification), sequences = SessionSetup.DataOf(Run);
        Assert.Same(labels, ScoredSequences.Of(labels, new LossConfiguration { WarmupSteps = 1000 }));
        Assert.Same(sequences, ScoredSequences.Of(sequences, SessionSetup.Sequences.Loss));
    }

    private static double Loss(TrainingSession<Float64> session, DeviceSplit<Float64> split) => session.Evaluate(split, 1, null, default).Loss;

    private static Dataset Without(Dataset data)
    {
        static Sample[] Long(IReadOnlyList<Sample> samples) => [.. samples.Where(sample => sample.Steps > Warmup)];
        return With(data, Long(data.Train), Long(data.Validation), Long(data.Test));
    }

    private static Dataset With(Dataset data, IReadOnlyList<Sample> train, IReadOnlyList<Sample> validation, IReadOnlyList<Sample> test) => new(
        data.Name, data.Task, data.Channels, data.Outputs, data.OutputNames, train, validation, test, data.Source, data.StepSeconds);
}
