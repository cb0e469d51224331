using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.Chips;

/// <summary>
/// A trained network on virtual chips that run side by side: the batch holds the same samples for each chip, chip after chip.
/// A chip depends on its seed alone, and on how many samples share a read of its synapses, which is the batch size of the run.
/// </summary>
internal sealed class ChipPopulation<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly RunConfiguration configuration;
    private readonly int capacity;
    private readonly int samplesAPass;
    private readonly double stepSeconds;
    private readonly EnergyModel energy;
    private readonly BatchRunner<T> runner;
    private readonly DeviceSplit<T> split;
    private readonly ActivityTally<T> tally;
    private readonly ScoreBuffers<T> scores;
    private readonly DeviceBuffer<int> samples;
    private readonly DeviceBuffer<int> slots;
    private int arranged;

    /// <summary>Builds the chips.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network, synapses and neurons, all that was left open decided.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="splitName">train, validation or test.</param>
    /// <param name="chips">The most chips at a time.</param>
    /// <exception cref="ConfigurationException">The network does not fit the data.</exception>
    /// <exception cref="DeviceMemoryExceededException">The chips do not fit the device.</exception>
    public ChipPopulation(ComputeDevice device, RunConfiguration configuration, Dataset dataset, string splitName, int chips)
    {
        this.configuration = configuration;
        capacity = chips;
        dataset = ScoredSequences.Of(dataset, configuration.Loss);
        IReadOnlyList<Sample> chosen = dataset.SplitOf(splitName);
        samplesAPass = SamplesAPass(configuration, chosen.Count);
        stepSeconds = dataset.StepSeconds;
        energy = EnergyModel.Of(configuration.Design, configuration.Energy);
        SequenceExtent extent = new(dataset.MaximumSteps, chips * samplesAPass);
        DataShape shape = dataset.Shape;
        (runner, split, tally, scores, samples, slots) = device.Memory.AllOrNothing(() =>
        {
            BatchRunner<T> built = new(device, configuration, shape, extent, chips);
            return (
                built,
                new DeviceSplit<T>(device, splitName, chosen, shape.Channels, shape.TargetWidth),
                new ActivityTally<T>(built.Network, shape.Channels),
                new ScoreBuffers<T>(device.Memory, chips * chosen.Count),
                device.Memory.Allocate<int>(chips * chosen.Count, MemoryPurpose.Data),
                device.Memory.Allocate<int>(chips * chosen.Count, MemoryPurpose.Data));
        });
    }

    /// <summary>How many samples each chip is given in a pass. It must not depend on how many chips share the pass.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="samples">Samples of the split.</param>
    public static int SamplesAPass(RunConfiguration configuration, int samples) => Math.Min(configuration.Training.BatchSize, samples);

    /// <summary>Takes the parameters of a checkpoint.</summary>
    /// <exception cref="BrunoException">It is of another network.</exception>
    public void Load(Checkpoint checkpoint) =>
        runner.Network.Parameters.Import(SessionCheckpoint.ParametersOf(checkpoint, runner.Network.Parameters.Parameters));

    /// <summary>Programs chips and runs the split on each.</summary>
    /// <param name="first">The number of the first chip.</param>
    /// <param name="count">How many, one after the other; at most as many as the population was built for.</param>
    /// <param name="afterSeconds">The time from programming to the run, s.</param>
    /// <param name="cancellation">Cancels between passes.</param>
    /// <returns>A row a chip.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<ChipMetrics> Run(int first, int count, double afterSeconds, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, capacity);
        Arrange(count);
        ulong[] seeds = [.. Enumerable.Range(first, count).Select(chip => ChipSeed.Of(configuration.Seed, chip))];
        runner.Network.Draws.Program(seeds, afterSeconds);
        NetworkActivity[] activity = RunPasses(count, cancellation);
        HostScores known = scores.Download();
        long steps = split.Steps.Sum(length => (long)length);
        return [.. seeds.Select((seed, chip) =>
        {
            (double meanLoss, long correct, long trials) = known.Of([.. Enumerable.Range(chip * split.Count, split.Count)]);
            return new ChipMetrics
            {
                Chip = first + chip,
                ChipSeed = seed,
                AfterSeconds = afterSeconds,
                Loss = meanLoss,
                Accuracy = trials > 0 ? (double)correct / trials : 0,
                SpikeRate = activity[chip].SpikeRate(steps),
                SynapticOperations = activity[chip].Operations / split.Count,
                EnergyJoules = energy.JoulesOfSample(activity[chip].OfLayers, steps * stepSeconds, split.Count),
            };
        })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] parts = [slots, samples, scores, tally, split, runner];
        foreach (IDisposable part in parts)
            part.Dispose();
    }

    /// <summary>Runs the split pass by pass; the activity of each chip.</summary>
    private NetworkActivity[] RunPasses(int count, CancellationToken cancellation)
    {
        NetworkActivity[]? activity = null;
        tally.Clear();
        for (int begin = 0; begin < split.Count; begin += samplesAPass)
        {
            cancellation.ThrowIfCancellationRequested();
            int ofChip = Math.Min(samplesAPass, split.Count - begin), elements = count * ofChip;

            // The last pass may hold fewer samples, whose lanes are then those of other chips.
            if (begin > 0 && ofChip < samplesAPass)
            {
                activity = ActivityOfPasses(count, samplesAPass, activity);
                tally.Clear();
            }

            int[] order = [.. Enumerable.Range(begin, ofChip)];
            SequenceExtent extent = new(split.LongestOf(order), elements);
            runner.Network.Draws.EvaluateChips(begin / samplesAPass, ofChip);
            runner.Batch.Fill(split, samples.View.SubView(begin * count, elements), extent);
            runner.Evaluate(
                scores.Of(slots.View.SubView(begin * count, elements)), extent,
                window => tally.Add(runner.Batch.Input, runner.Batch.Lengths, window));
        }

        int remainder = split.Count % samplesAPass;
        return ActivityOfPasses(count, remainder > 0 ? remainder : samplesAPass, activity);
    }

    private NetworkActivity[] ActivityOfPasses(int count, int samplesOfChip, NetworkActivity[]? earlier)
    {
        long[][] counts = tally.Download();
        return [.. Enumerable.Range(0, count).Select(chip =>
        {
            NetworkActivity activity = tally.ActivityOf(counts, chip * samplesOfChip, samplesOfChip);
            return earlier is null ? activity : earlier[chip].Plus(activity);
        })];
    }

    /// <summary>Lays out, pass after pass and chip after chip, which sample each batch element is and where its scores go.</summary>
    private void Arrange(int count)
    {
        if (arranged == count)
            return;
        List<int> sampleOf = [], slotOf = [];
        for (int begin = 0; begin < split.Count; begin += samplesAPass)
        {
            int end = Math.Min(begin + samplesAPass, split.Count);
            for (int chip = 0; chip < count; ++chip)
            {
                for (int sample = begin; sample < end; ++sample)
                {
                    sampleOf.Add(sample);
                    slotOf.Add(chip * split.Count + sample);
                }
            }
        }

        samples.Upload([.. sampleOf]);
        slots.Upload([.. slotOf]);
        arranged = count;
    }
}
