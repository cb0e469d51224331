using System.Text.Json.Serialization;

namespace Bruno.Gpu.Training;

/// <summary>What came of a learning-rate range test.</summary>
/// <param name="Rows">Its steps, up to the one that ended it.</param>
/// <param name="Ending">Why it ended.</param>
internal sealed record RateTestResult([property: JsonIgnore] IReadOnlyList<RateTestRow> Rows, RateTestEnding Ending)
{
    /// <summary>Rows on each side over which a slope is taken: single batches differ.</summary>
    private const int Reach = 3;

    /// <summary>First steps that no rate is judged by, at most and as a share of all: the smoothed loss is a mean of few batches there.</summary>
    private const int MostUnsettled = 10;

    private const int UnsettledShare = 5;

    /// <summary>Steps that were taken.</summary>
    public int Steps => Rows.Count;

    /// <summary>
    /// The rate at which the smoothed loss fell fastest with the logarithm of the rate, before its minimum and after the first steps; none where it never fell.
    /// </summary>
    public double? SteepestRate
    {
        get
        {
            int last = Array.IndexOf(Finite, Lowest) - Reach;
            int first = Unsettled + Reach;
            if (last < first)
                return null;
            int steepest = Enumerable.Range(first, last - first + 1).MinBy(Rise);
            return Rise(steepest) < 0 ? Finite[steepest].LearningRate : null;
        }
    }

    /// <summary>The rate at which the smoothed loss was lowest after the first steps; none where it never fell.</summary>
    public double? LowestLossRate => HasFallen ? Lowest!.LearningRate : null;

    /// <summary>Whether the smoothed loss was ever lower than after the first steps.</summary>
    public bool HasFallen => Lowest is { } lowest && lowest != Finite[Unsettled];

    /// <summary>Whether it was lowest at the highest rate, so that higher ones may be better.</summary>
    public bool IsStillFalling => HasFallen && Ending == RateTestEnding.Completed && Lowest == Rows[^1];

    /// <summary>A tenth of that.</summary>
    public double? TenthOfLowest => LowestLossRate / 10;

    private int Unsettled => Math.Min(MostUnsettled, Finite.Length / UnsettledShare);

    private RateTestRow? Lowest => Finite.Skip(Unsettled).MinBy(row => row.SmoothedLoss);

    private RateTestRow[] Finite => [.. Rows.TakeWhile(row => double.IsFinite(row.SmoothedLoss))];

    /// <summary>How much the loss rises around a row.</summary>
    private double Rise(int row) => Finite[row + Reach].SmoothedLoss - Finite[row - Reach].SmoothedLoss;
}
