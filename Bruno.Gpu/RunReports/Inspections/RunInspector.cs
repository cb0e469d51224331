using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>Runs the best checkpoint of a run on its test set and looks at everything. What is missing, such as the data, is noted and left out.</summary>
internal static class RunInspector
{
    /// <summary>Inspects a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="configuration">Its configuration, perhaps with another device.</param>
    /// <param name="samples">The numbers of the test samples to look at; those that are not there are noted.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    public static RunInspection Inspect(
        RunFolder folder, RunConfiguration configuration, IReadOnlyList<int> samples, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        List<string> notes = [];
        RunInspection inspection = Try(
            () => configuration.Precision == Precision.Double
                ? OfPasses<Float64>(folder, configuration, samples, cancellation, policy)
                : OfPasses<Float32>(folder, configuration, samples, cancellation, policy),
            "No confusion matrix, spikes and trajectories: the best checkpoint cannot be run on the data of the run") ?? new();
        IReadOnlyList<InspectedWeights> weights = Try(
            () => WeightsOf(folder, configuration), "No histograms of weights and conductances: the best checkpoint cannot be read") ?? [];
        return inspection with { Weights = weights, Notes = [.. inspection.Notes, .. notes] };

        TResult? Try<TResult>(Func<TResult> look, string what)
            where TResult : class
        {
            try
            {
                return look();
            }
            catch (BrunoException exception)
            {
                notes.Add($"{what}. {exception.Message.ReplaceLineEndings(" ")}");
                return null;
            }
        }
    }

    private static RunInspection OfPasses<T>(
        RunFolder folder, RunConfiguration configuration, IReadOnlyList<int> samples, CancellationToken cancellation, DevicePolicy? policy)
        where T : unmanaged, IReal<T>
    {
        if (!File.Exists(folder.BestCheckpoint))
            throw new BrunoException(ExitCode.Data, $"There is no '{folder.BestCheckpoint}'.");
        (configuration, Dataset dataset) = new EvaluatedData(Split.Test).Load(configuration.Accept());
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        using TrainingSession<T> session = new(device, configuration, dataset);
        RunState state = SessionCheckpoint.LoadEvaluated(folder.BestCheckpoint, session);
        IReadOnlyList<Sample> test = ScoredSequences.Of(dataset, configuration.Loss).Test;
        int[] there = [.. samples.Where(number => number < test.Count)];
        List<string> notes = [];
        if (there.Length < samples.Count)
            notes.Add($"Of the samples asked for, {string.Join(", ", samples.Except(there))} are not in the test set, which has {test.Count}.");
        if (MicroStepUnrolling.Repeats(configuration) > 1 && there.Length > 0)
        {
            notes.Add("No spikes and trajectories: the network of bptt-full runs at the micro-step.");
            there = [];
        }

        using SampleRecorder<T> recorder = new(session, configuration, dataset, test, session.Test.Steps, there);
        session.Evaluate(session.Test, state.Epoch, null, cancellation, recorder);
        RunInspection inspection = new() { Epoch = state.Epoch, Samples = [.. recorder.Samples.OrderBy(sample => Array.IndexOf(there, sample.Number))], Notes = notes };
        if (dataset.Task != DatasetTask.Classification)
            return inspection with { Notes = [.. notes, "No confusion matrix: samples have no class, something is asked for at every step."] };

        int[,] confusion = new int[dataset.Outputs, dataset.Outputs];
        foreach ((Sample sample, int predicted) in test.Zip(recorder.Predicted).Where(pair => pair.Second >= 0))
            ++confusion[sample.Label, predicted];
        return inspection with { Classes = dataset.OutputNames, Confusion = confusion };
    }

    private static InspectedWeights[] WeightsOf(RunFolder folder, RunConfiguration configuration)
    {
        NetworkWeights weights = NetworkWeights.Read(configuration, folder.BestCheckpoint);
        using ComputeDevice device = ComputeDevice.Open("cpu");
        return [.. weights.Matrices.Select(matrix =>
        {
            ConductanceMatrix targets = matrix.Targets(device, weights.Configuration.Seed);
            return new InspectedWeights(matrix.Layer, targets.Weights, [.. targets.Positive, .. targets.Negative]);
        })];
    }
}
