using Bruno.Gpu.Statistics;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>Trials that differ in their seed alone.</summary>
/// <param name="Labels">What they differ from others in.</param>
/// <param name="Trials">Where each of them stands.</param>
internal sealed record SweepTableRow(IReadOnlyList<TrialLabel> Labels, IReadOnlyList<TrialStatus> Trials)
{
    /// <summary>Those that were trained to the end.</summary>
    public IEnumerable<TrialStatus> Finished => Trials.Where(trial => trial.Summary is not null);

    /// <summary>Statistics over the seeds of a figure, at the epoch with the lowest validation loss of each; none where nothing has it.</summary>
    /// <param name="split">train, validation or test.</param>
    /// <param name="metric">The figure.</param>
    public SampleStatistics? Of(string split, SweepMetric metric) =>
        SampleStatistics.Of([.. Finished.Select(trial => ValueOf(trial, split, metric)).OfType<double>()]);

    /// <summary>A figure of a trial at the epoch with its lowest validation loss; none where it has none.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="split">train, validation or test.</param>
    /// <param name="metric">The figure.</param>
    public static double? ValueOf(TrialStatus trial, string split, SweepMetric metric) =>
        trial.Summary?.Best.GetValueOrDefault(split) is not SplitSummary figures ? null : metric switch
        {
            SweepMetric.Accuracy => figures.Accuracy,
            SweepMetric.RmsError => figures.RmsError,
            SweepMetric.EnergyJoules => figures.EnergyJoules,
            _ => figures.Loss,
        };
}
