using System.Globalization;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Reproductions;

/// <summary>Figures of the trials of a sweep.</summary>
internal static class SweepResults
{
    private const string Test = "test", Epoch = "epoch";

    /// <summary>A figure for every combination of what trials differ in, and for every epoch where losses are compared epoch by epoch.</summary>
    /// <param name="reproduction">Which figures.</param>
    /// <param name="trials">Where the trials stand; those that were not trained to the end take no part.</param>
    public static IReadOnlyList<MeasuredResult> Of(Reproduction reproduction, IReadOnlyList<TrialStatus> trials)
    {
        List<MeasuredResult> results = [];
        foreach (SweepTableRow row in SweepTable.Of(trials).Rows)
        {
            foreach (ResultFigure figure in reproduction.Measures)
            {
                if (figure == ResultFigure.EpochLoss)
                    results.AddRange(reproduction.Epochs.Select(epoch => new MeasuredResult(figure, [.. row.Labels, LabelOf(epoch)], Over(row, trial => LossAfter(trial, epoch)))));
                else
                    results.Add(new(figure, row.Labels, Over(row, trial => Accuracy(trial, figure))));
            }
        }

        return results;
    }

    /// <summary>Statistics over the finished trials of a row.</summary>
    internal static SampleStatistics? Over(SweepTableRow row, Func<TrialStatus, double?> value) => SampleStatistics.Of([.. row.Finished.Select(value).OfType<double>()]);

    private static TrialLabel LabelOf(int epoch) => new(Epoch, epoch.ToString(CultureInfo.InvariantCulture));

    private static double? LossAfter(TrialStatus trial, int epoch) => trial.Metrics.FirstOrDefault(row => row.Split == Test && row.Epoch == epoch)?.Loss;

    private static double? Accuracy(TrialStatus trial, ResultFigure figure) =>
        (figure == ResultFigure.LastAccuracy ? trial.Summary!.Last : trial.Summary!.Best).GetValueOrDefault(Test) is SplitSummary test ? test.Accuracy : null;
}
