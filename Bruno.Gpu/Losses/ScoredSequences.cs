using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Losses;

/// <summary>
/// The part of a data set that a loss scores. A sequence that ends within the warm-up, or none of whose steps has a class, has no step
/// that counts: it takes no part in training, in means or in counts of activity, where a loss of 0 would make every mean smaller than
/// what was measured.
/// </summary>
internal static class ScoredSequences
{
    /// <summary>The data set without the sequences that have no step that counts; the same object where there are none.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="BrunoException">A split has nothing that is scored (<see cref="ExitCode.Usage"/>).</exception>
    public static Dataset Of(Dataset dataset, LossConfiguration loss)
    {
        if (!loss.HasWarmup || Splits(dataset).All(split => split.Samples.All(sample => IsScored(sample, dataset, loss))))
            return dataset;
        foreach ((string name, IReadOnlyList<Sample> samples) in Splits(dataset).Where(split => split.Samples.Count > 0))
        {
            if (!samples.Any(sample => IsScored(sample, dataset, loss)))
                throw NothingIsScored($"no {name} sequence of '{dataset.Name}' is longer than {samples.Max(sample => sample.Steps)} steps", loss);
        }

        return dataset.With(split => [.. split.Where(sample => IsScored(sample, dataset, loss))]);
    }

    /// <summary>How many sequences take no part, a sentence for each split that has such.</summary>
    public static IEnumerable<string> LeftOut(Dataset dataset, LossConfiguration loss) =>
        from split in Splits(dataset)
        let left = split.Samples.Count(sample => !IsScored(sample, dataset, loss))
        where left > 0
        select $"{left} of {split.Samples.Count} {split.Name} sequences take no part: {(loss.UnscoredSteps > 0 ? $"they end within the warm-up (loss.warmup_steps = {loss.UnscoredSteps})" : "")}{(loss.UnscoredSteps > 0 && dataset.Task == DatasetTask.StepClassification ? " or " : "")}{(dataset.Task == DatasetTask.StepClassification ? "none of their steps has a class" : "")}.";

    /// <summary>Throws where sequences that are cut after some steps have nothing that is scored.</summary>
    /// <exception cref="BrunoException">They have not.</exception>
    public static void RequireLongerThanWarmup(int steps, LossConfiguration loss)
    {
        if (steps <= loss.UnscoredSteps)
            throw NothingIsScored($"sequences are cut after {steps} steps", loss);
    }

    private static BrunoException NothingIsScored(string why, LossConfiguration loss) => new(
        ExitCode.Usage,
        $"Nothing is scored: loss.warmup_steps = {loss.UnscoredSteps} leaves out the first {loss.UnscoredSteps} steps of each sequence, and {why}. "
        + "Lower loss.warmup_steps, or use longer sequences.");

    private static IEnumerable<(string Name, IReadOnlyList<Sample> Samples)> Splits(Dataset dataset) =>
        [("train", dataset.Train), ("validation", dataset.Validation), ("test", dataset.Test)];

    private static bool IsScored(Sample sample, Dataset dataset, LossConfiguration loss) =>
        sample.Steps > loss.UnscoredSteps
        && (dataset.Task != DatasetTask.StepClassification || sample.Targets.AsSpan(loss.UnscoredSteps * dataset.Outputs).ContainsAnyExcept(0.0f));
}
