using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Chips;

/// <summary>Judges a trained network on virtual chips: programs each of them and runs a split of the data on it.</summary>
internal static class ChipEvaluation
{
    /// <summary>Micro-steps of explicit Euler below which devices that vary spike without cause now and then.</summary>
    private const int TrustedMicroSteps = 2000;

    /// <summary>What a host runs at a time: more do not fit its caches.</summary>
    private const int ElementsOfHost = 128;

    /// <summary>What a GPU runs at a time: enough to fill it.</summary>
    private const int ElementsOfGpu = 8192;

    /// <summary>Judges a run.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with other devices.</param>
    /// <param name="options">How many chips, when, and on what data.</param>
    /// <param name="report">Told after every group of chips how far it is.</param>
    /// <param name="cancellation">Cancels between batches; chips that were done by then are in the report.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <param name="done">Told after every group of chips the rows of all that are done, so that they can be kept whatever comes.</param>
    /// <exception cref="BrunoException">Run, data, device or memory are missing, or there is nothing that drifts.</exception>
    public static ChipOutcome Run(
        string run, RunConfiguration configuration, ChipEvaluationOptions options, Action<WorkProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null, Action<IReadOnlyList<ChipMetrics>>? done = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Chips, 1);
        RunFolder folder = RunFolder.Open(run);
        return Run(CheckpointFile.Load(options.UseBest ? folder.BestCheckpoint : folder.LastCheckpoint), configuration, options, report, cancellation, policy, done);
    }

    /// <summary>Judges a network by a checkpoint of it.</summary>
    /// <inheritdoc cref="Run(string, RunConfiguration, ChipEvaluationOptions, Action{WorkProgress}?, CancellationToken, DevicePolicy?, Action{IReadOnlyList{ChipMetrics}}?)"/>
    internal static ChipOutcome Run(
        Checkpoint checkpoint, RunConfiguration configuration, ChipEvaluationOptions options, Action<WorkProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null, Action<IReadOnlyList<ChipMetrics>>? done = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Chips, 1);
        List<string> notes = [];
        configuration = Prepare(configuration, options, notes);
        (configuration, Dataset dataset) = options.Data.Load(configuration);
        if (dataset.Task == DatasetTask.Regression)
            throw new BrunoException(ExitCode.Usage, $"Virtual chips are judged by their accuracy, which predicted numbers ('{dataset.Name}') have not: evaluate the run without --chips.");
        dataset = ScoredSequences.Of(dataset, configuration.Loss);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        device.EndOn(cancellation);
        Evaluator evaluator = new(device, configuration, options, dataset, checkpoint, notes, report, done, cancellation);
        return configuration.Precision == Precision.Double ? evaluator.Run<Float64>() : evaluator.Run<Float32>();
    }

    /// <summary>The configuration that chips are judged with: devices integrated accurately, and cells that drift where time passes.</summary>
    public static RunConfiguration Prepare(RunConfiguration configuration, ChipEvaluationOptions options, ICollection<string> notes)
    {
        if (!options.KeepsIntegrator)
            configuration = configuration.WithIntegrator(IntegratorKind.Adaptive);
        configuration = configuration.Accept();
        bool isRough = configuration.Network.Layers.OfType<DeviceLayerConfiguration>()
            .Any(layer => layer is { Integrator: IntegratorKind.Euler, Substeps: < TrustedMicroSteps });
        if (isRough && configuration.NeuronVariability.IsOn)
        {
            notes.Add(
                $"explicit Euler with less than {TrustedMicroSteps} micro-steps makes some devices spike without cause (3 % of them at "
                + "10 % D2D and 1000 micro-steps): judge chips with --integrator adaptive");
        }

        if (options.AfterSeconds.Any(seconds => seconds > 0))
            configuration = WithDrift(configuration, notes);
        if (!ChipConditions.ChipsDiffer(configuration))
            notes.Add("all chips are the same: nothing varies from chip to chip; give --d2d, --programming, --stuck or --card");
        return configuration.Accept();
    }

    /// <summary>Time changes only what drifts; where nothing is said of it, as on the card that energies are estimated with.</summary>
    private static RunConfiguration WithDrift(RunConfiguration configuration, ICollection<string> notes)
    {
        if (configuration.Design.WeightSynapses().Any(entry => entry.Synapses.NonIdealities.Drift.IsOn))
            return configuration;
        string name = configuration.Energy.SynapseCard;
        DriftConfiguration? drift = name is EnergyConfiguration.None or "" ? null : CardCatalogue.Find(name).Synapses().NonIdealities.Drift;
        if (drift is not { IsOn: true })
        {
            throw new BrunoException(
                ExitCode.Usage, "--after: nothing drifts, so that time changes nothing. Give the exponent with --drift, or a card with --card; see 'bruno cards'.");
        }

        notes.Add(string.Create(CultureInfo.InvariantCulture, $"drift as on the card '{name}': exponent {drift.Exponent} +- {drift.Spread}; choose another with --drift or --card"));
        return configuration.WithSynapses(synapses => synapses with { NonIdealities = synapses.NonIdealities with { Drift = drift } });
    }

    /// <summary>One evaluation.</summary>
    private sealed class Evaluator(
        ComputeDevice device, RunConfiguration configuration, ChipEvaluationOptions options, Dataset dataset, Checkpoint checkpoint,
        List<string> notes, Action<WorkProgress>? report, Action<IReadOnlyList<ChipMetrics>>? keep, CancellationToken cancellation)
    {
        private readonly List<ChipMetrics> rows = [];

        public ChipOutcome Run<T>()
            where T : unmanaged, IReal<T>
        {
            ChipMetrics reference = Reference<T>();
            int atATime = ChipsAtATime<T>();
            using ChipPopulation<T> population = new(device, configuration, dataset, options.Data.SplitName, atATime);
            population.Load(checkpoint);

            Stopwatch watch = Stopwatch.StartNew();
            bool isComplete = RunAll(population, atATime);
            double seconds = watch.Elapsed.TotalSeconds / options.AfterSeconds.Count;
            double? ofOne = isComplete && options.Chips > 1 && !options.IsPiece ? SecondsOfOne(population) : null;

            double yieldAbove = options.YieldAbove ?? 0.9 * reference.Accuracy;
            ChipReport result = new()
            {
                Status = isComplete ? "completed" : "cancelled",
                Checkpoint = options.UseBest ? "best" : "last",
                Epoch = checkpoint.HeaderAs<RunState>().Epoch,
                Split = options.Data.Name,
                Seed = configuration.Seed,
                Device = device.Description.Model,
                ChipsAtATime = atATime,
                Conditions = ChipConditions.Describe(configuration),
                ReferenceLoss = reference.Loss,
                ReferenceAccuracy = reference.Accuracy,
                YieldAbove = yieldAbove,
                Summaries = ChipSummary.Of(rows, yieldAbove),
                Seconds = seconds,
                SecondsOfOne = ofOne,
                ShareOfOneByOne = seconds / (options.Chips * ofOne),
                Notes = isComplete ? notes : [.. notes, $"cancelled: {rows.Count / options.AfterSeconds.Count} of {options.Chips} chips were done"],
            };
            return new(result, rows, configuration);
        }

        private ChipMetrics Reference<T>()
            where T : unmanaged, IReal<T>
        {
            report?.Invoke(new("the network without faults", 0));
            using ChipPopulation<T> ideal = new(device, ChipConditions.WithoutFaults(configuration), dataset, options.Data.SplitName, 1);
            ideal.Load(checkpoint);
            return ideal.Run(0, 1, 0, cancellation)[0];
        }

        /// <summary>Groups of chips, each at all times; false where it was cancelled.</summary>
        private bool RunAll<T>(ChipPopulation<T> population, int atATime)
            where T : unmanaged, IReal<T>
        {
            try
            {
                for (int first = 0; first < options.Chips; first += atATime)
                {
                    int count = Math.Min(atATime, options.Chips - first);
                    List<ChipMetrics> group = [];
                    foreach (double seconds in options.AfterSeconds)
                        group.AddRange(population.Run(options.FirstChip + first, count, seconds, cancellation));
                    rows.AddRange(group.OrderBy(row => row.Chip));
                    keep?.Invoke(rows);
                    int done = first + count;
                    report?.Invoke(new(
                        string.Create(CultureInfo.InvariantCulture, $"{done}/{options.Chips} chips, mean accuracy {100 * rows.Average(row => row.Accuracy):F1} %"),
                        (double)done / options.Chips));
                }

                return true;
            }
            catch (OperationCanceledException) when (rows.Count > 0)
            {
                return false;
            }
        }

        /// <summary>The time of chip 0 alone; none where it was cancelled, when all chips are done already.</summary>
        private double? SecondsOfOne<T>(ChipPopulation<T> population)
            where T : unmanaged, IReal<T>
        {
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                population.Run(0, 1, options.AfterSeconds[0], cancellation);
                return watch.Elapsed.TotalSeconds;
            }
            catch (OperationCanceledException)
            {
                notes.Add("cancelled when all chips were done: one alone was not timed");
                return null;
            }
        }

        /// <summary>As many as the device runs well at a time and has memory for, in groups of about the same size.</summary>
        private int ChipsAtATime<T>()
            where T : unmanaged, IReal<T>
        {
            int samples = ChipPopulation<T>.SamplesAPass(configuration, dataset.SplitOf(options.Data.SplitName).Count);
            int most = Math.Clamp((device.IsHost ? ElementsOfHost : ElementsOfGpu) / samples, 1, options.Chips);
            while (most > 1 && !Fits<T>(most))
                most /= 2;
            int groups = (options.Chips + most - 1) / most;
            return (options.Chips + groups - 1) / groups;
        }

        private bool Fits<T>(int chips)
            where T : unmanaged, IReal<T>
        {
            ComputeDevice planned = device.Plan();
            using ChipPopulation<T> population = new(planned, configuration, dataset, options.Data.SplitName, chips);
            return planned.Memory.Bytes <= planned.Memory.Limit && planned.Memory.LargestElements <= int.MaxValue;
        }
    }
}
