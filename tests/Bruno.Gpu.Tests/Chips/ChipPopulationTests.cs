using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Chips;

/// <summary>Virtual chips side by side: each is what it is alone, and what it is made of decides how it does.</summary>
public abstract class ChipPopulationTests(Backend backend) : DeviceTests(backend)
{
    private const int Chips = 5;

    public static TheoryData<string> Effects =>
        ["everything", "d2d", "neuron d2d", "programming", "read noise", "stuck", "drift", "asymmetry", "lines", "drawn levels"];

    /// <summary>Bit for bit, however many share the launch; five test samples in passes of four also leave a pass of one.</summary>
    [Theory]
    [MemberData(nameof(Effects))]
    public void AChipIsTheSameAloneAndAmongOthers(string effect)
    {
        foreach (RunConfiguration kind in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            RunConfiguration configuration = With(kind, effect);
            using ChipPopulation<Float32> together = Population<Float32>(configuration, Chips);
            using ChipPopulation<Float32> alone = Population<Float32>(configuration, 1);
            using ChipPopulation<Float32> pairs = Population<Float32>(configuration, 2);
            IReadOnlyList<ChipMetrics> all = Rows(together, 0, Chips, 3600);
            Assert.Equal(all, Enumerable.Range(0, Chips).SelectMany(chip => Rows(alone, chip, 1, 3600)));
            Assert.Equal(all.Take(4), [.. Rows(pairs, 0, 2, 3600), .. Rows(pairs, 2, 2, 3600)]);
            Assert.Equal(all.Skip(3), Rows(together, 3, 2, 3600));
            Assert.Equal(all, Rows(together, 0, Chips, 3600));
        }
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void WhatIsOnMovesTheLoss(string effect)
    {
        RunConfiguration kind = SessionSetup.Sequences, configuration = With(kind, effect);
        using ChipPopulation<Float64> ideal = Population<Float64>(kind, Chips);
        using ChipPopulation<Float64> population = Population<Float64>(configuration, Chips);
        IReadOnlyList<ChipMetrics> meant = Rows(ideal, 0, Chips, 3600), real = Rows(population, 0, Chips, 3600);
        Assert.Single(meant.Select(row => row.Loss).Distinct());
        Assert.All(real, row => Assert.NotEqual(meant[0].Loss, row.Loss));
        bool chipsDiffer = effect is not ("asymmetry" or "lines");
        Assert.Equal(chipsDiffer ? Chips : 1, real.Select(row => row.Loss).Distinct().Count());
        Assert.Equal(Chips, real.Select(row => row.ChipSeed).Distinct().Count());
    }

    [Theory]
    [InlineData("drift", true)]
    [InlineData("d2d", false)]
    public void TimeMovesWhatDriftsAndNothingElse(string effect, bool isMoved)
    {
        using ChipPopulation<Float64> population = Population<Float64>(With(SessionSetup.Sequences, effect), Chips);
        double[] Losses(double seconds) => [.. Rows(population, 0, Chips, seconds).Select(row => row.Loss)];
        double[] fresh = Losses(0), hour = Losses(3600), year = Losses(3e7);
        Assert.Equal(isMoved, !fresh.SequenceEqual(hour));
        Assert.Equal(isMoved, !hour.SequenceEqual(year));
        Assert.Equal(fresh, Losses(0));
    }

    /// <summary>Nothing on: the chip is the network as a session evaluates it, to the last bit.</summary>
    [Fact]
    public void AChipWithoutFaultsIsTheNetwork()
    {
        foreach (RunConfiguration configuration in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
            SplitMetrics expected = session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken);
            using ChipPopulation<Float32> population = Population<Float32>(configuration, 3);
            Assert.All(Rows(population, 0, 3, 0), row =>
            {
                Assert.Equal((expected.Loss, expected.Accuracy), (row.Loss, row.Accuracy));
                Assert.Equal((expected.SpikeRate, expected.SynapticOperations), (row.SpikeRate, row.SynapticOperations));
                Assert.Equal(expected.EnergyJoules, row.EnergyJoules);
            });
        }
    }

    [Fact]
    public void ParametersAreThoseOfTheCheckpoint()
    {
        RunConfiguration configuration = SessionSetup.Sequences;
        using TemporaryFolder folder = new();
        using TrainingSession<Float64> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        session.TrainEpoch(1, 0, 0.1, null, () => false);
        SessionCheckpoint.Save(folder["one.ckpt"], new RunState { Epoch = 1 }, session);
        double expected = session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken).Loss;

        using ChipPopulation<Float64> population = Population<Float64>(configuration, 2);
        Assert.NotEqual(expected, Rows(population, 0, 1, 0)[0].Loss);
        population.Load(CheckpointFile.Load(folder["one.ckpt"]));
        Assert.Equal(expected, Rows(population, 0, 1, 0)[0].Loss);
    }

    /// <summary>What is exported is what chip 0 computes with: identity in, weights out.</summary>
    [Fact]
    public void ChipZeroHasTheLevelsThatAreExported()
    {
        const int Inputs = 3, Outputs = 4;
        SynapseConfiguration synapses = new() { Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic } };
        RunConfiguration configuration = new() { Seed = 11, Synapses = synapses, Network = new() { Layers = [new LinearLayerConfiguration()] } };
        using Network<Float64> network = NetworkFactory.BuildPopulation<Float64>(Device, configuration.Design, Inputs, Outputs, 1e-3, new(1, 2 * Inputs), 2);
        double[] identity = [.. Enumerable.Range(0, 2 * Inputs * Inputs).Select(i => i / Inputs % Inputs == i % Inputs ? 1.0 : 0)];
        using DeviceBuffer<Float64> input = Buffer<Float64>(identity);
        network.Draws.Program(ChipSeed.First(2, configuration.Seed), 0);
        network.Draws.EvaluateChips(0, Inputs);
        network.Forward(new(input.View), new(1, 2 * Inputs));
        double[] computed = Read(network.Output.Values, 2 * Inputs * Outputs);

        ConductanceMatrix exported = ConductanceTargets.Of(
            Device, "0.linear", synapses, Inputs, Outputs, network.Parameters.Export(), 0, configuration.Seed);
        Assert.Equal(exported.Weights, computed[..(Inputs * Outputs)]);
        Assert.NotEqual(exported.Weights, computed[(Inputs * Outputs)..]);
    }

    [Fact]
    public void PlannedIsMeasured()
    {
        foreach (RunConfiguration kind in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            RunConfiguration configuration = With(kind, "everything");
            long before = Device.Memory.Bytes;
            ComputeDevice planned = Device.Plan();
            using (new ChipPopulation<Float32>(planned, configuration, SessionSetup.DataOf(configuration), "test", Chips))
            using (ChipPopulation<Float32> real = Population<Float32>(configuration, Chips))
            {
                Assert.Equal(planned.Memory.Bytes, Device.Memory.Bytes - before);
                Rows(real, 0, Chips, 60);
                Assert.Equal(planned.Memory.Bytes, Device.Memory.Bytes - before);
            }

            Assert.Equal(before, Device.Memory.Bytes);
        }
    }

    private static IReadOnlyList<ChipMetrics> Rows<T>(ChipPopulation<T> population, int first, int count, double seconds)
        where T : unmanaged, IReal<T> => population.Run(first, count, seconds, TestContext.Current.CancellationToken);

    private ChipPopulation<T> Population<T>(RunConfiguration configuration, int chips)
        where T : unmanaged, IReal<T> =>
        new(Device, configuration, SessionSetup.DataOf(configuration), "test", chips);

    private static RunConfiguration With(RunConfiguration kind, string effect)
    {
        bool all = effect == "everything";
        NonIdealityConfiguration effects = new()
        {
            Variability = new() { Sigma = all || effect == "d2d" ? 0.1 : 0 },
            Programming = new() { Sigma = all || effect == "programming" ? 0.05 : 0 },
            ReadNoise = new() { Relative = all || effect == "read noise" ? 0.1 : 0 },
            Stuck = all || effect == "stuck" ? new() { AtMinimum = 0.1, AtMaximum = 0.1 } : new(),
            Drift = all || effect == "drift" ? new() { Exponent = 0.05, Spread = 0.02 } : new(),
            Asymmetry = all || effect == "asymmetry" ? new() { NegativeGain = 0.8 } : new(),
            Lines = all || effect == "lines" ? new() { Resistance = 20, Rows = 2, Columns = 3 } : new(),
        };
        QuantisationConfiguration levels = all || effect == "drawn levels" ? new() { Bits = 3, Rounding = RoundingKind.Stochastic } : new();
        return kind.WithSynapses(synapses => synapses with { NonIdealities = effects, Quantisation = levels }) with
        {
            NeuronVariability = new NeuronVariability { Sigma = all || effect == "neuron d2d" ? 0.05 : 0 },
        };
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class ChipPopulationCpuTests(CpuBackend backend) : ChipPopulationTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class ChipPopulationCudaTests(CudaBackend backend) : ChipPopulationTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class ChipPopulationOpenClTests(OpenClBackend backend) : ChipPopulationTests(backend);
