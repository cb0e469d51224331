using System.Text.Json.Serialization;

namespace Bruno.Gpu.Training;

/// <summary>What came of a learning-rate range test.</summary>
/// <param name="Rows">Its steps, up to the one that ended it.</param>
/// <param name="Ending">Why it ended.</param>
internal sealed record RateTestResult([property: JsonIgnore] IReadOnlyList<RateTestRow> Rows, RateTestEnding Ending)
{
    /// <summary>Rows on each side over which a slope is taken: single batches differ.</summary>
    private const int Reach = 3;

    /// <summary>Steps that were taken.</summary>
    public int Steps => Rows.Count;

    /// <summary>
    /// The rate at which the smoothed loss fell fastest with the logarithm of the rate, before its minimum; none where it never fell.
    /// </summary>
    public double? SteepestRate
    {
        get
        {
            int last = Array.IndexOf(Finite, Lowest) - Reach;
            if (last < Reach)
                return null;
            int steepest = Enumerable.Range(Reach, last - Reach + 1).MinBy(Rise);
            return Rise(steepest) < 0 ? Finite[steepest].LearningRate : null;
        }
    }

    /// <summary>The rate at which the smoothed loss was lowest; none where it was never finite.</summary>
    public double? LowestLossRate => Lowest?.LearningRate;

    /// <summary>A tenth of that.</summary>
    public double? TenthOfLowest => LowestLossRate / 10;

    private RateTestRow? Lowest => Finite.MinBy(row => row.SmoothedLoss);

    private RateTestRow[] Finite => [.. Rows.TakeWhile(row => double.IsFinite(row.SmoothedLoss))];

    /// <summary>How much the loss rises around a row.</summary>
    private double Rise(int row) => Finite[row + Reach].SmoothedLoss - Finite[row - Reach].SmoothedLoss;
}
