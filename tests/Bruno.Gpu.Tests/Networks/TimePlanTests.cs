using Bruno.Gpu.Sequences;
using CsCheck;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>How time is cut: every plan's segments and windows are a partition, and its rows serve all of them.</summary>
public sealed class TimePlanTests
{
    /// <summary>Any plan, for passes as long as it allows and shorter ones, walked as a network walks it.</summary>
    [Fact]
    public void SegmentsAndWindowsPartitionTime() => Gen.Select(
        Gen.Int[1, 60], Gen.Int[1, 70], Gen.Int[0, 70], Gen.Int[0, 20], Gen.Int[0, 9], Gen.Int[0, 59]).Sample(
        (steps, window, segment, inner, forget, shorter) =>
        {
            int? forgetEvery = forget > 0 ? forget : null;
            TimePlan plan = new(steps, window, [.. new[] { segment, inner }.Where(length => length > 0)], forgetEvery);
            int end = Math.Max(1, steps - shorter), at = 0;
            HashSet<int> live = [];
            Walk(plan, 0, end, 0, live, forgetEvery, ref at);
            Assert.Equal(end, at);
            Assert.Empty(live);
        }, iter: 3000);

    [Theory]
    [InlineData(100, 100, 7, 3, null, 1)]
    [InlineData(100, 2, 7, 3, null, 2)]
    [InlineData(20, 20, 7, 3, 3, 2)]
    [InlineData(20, 20, 0, 0, 6, 4)]
    [InlineData(20, 4, 0, 0, 6, 7)]
    public void RowsAreNoMoreThanNeeded(int steps, int window, int segment, int inner, int? forgetEvery, int windowsOfATape)
    {
        TimePlan plan = new(steps, window, [.. new[] { segment, inner }.Where(length => length > 0)], forgetEvery);
        int rows = segment > 0 ? (steps - 1) / segment + (segment - 1) / inner : 0;
        Assert.Equal(rows, plan.SegmentRows);
        Assert.Equal(rows + windowsOfATape - 1, plan.Rows);
        Assert.Equal(inner > 0 ? inner : steps, plan.TapeSteps);
    }

    /// <summary>A segment as long as what it is to cut, or longer, cuts nothing.</summary>
    [Fact]
    public void SegmentsThatCutNothingAreLeftOut()
    {
        Assert.Equal((0, 30), Of([30]));
        Assert.Equal((0, 30), Of([31, 30]));
        Assert.Equal((1, 8), Of([8, 8]));
        Assert.Equal((1, 8), Of([8, 12]));
        Assert.Equal((2, 2), Of([8, 2]));
        Assert.Equal((3, 1), Of([29, 8, 1]));

        static (int Levels, int TapeSteps) Of(int[] segments)
        {
            TimePlan plan = new(30, 30, segments);
            return (plan.Levels, plan.TapeSteps);
        }
    }

    [Fact]
    public void AWholePlanKeepsNoRows()
    {
        TimePlan plan = TimePlan.Whole(17);
        Assert.Equal((17, 17, 17, 0, 0, 0), (plan.Steps, plan.Window, plan.TapeSteps, plan.Levels, plan.SegmentRows, plan.Rows));
        TimeWindow window = Assert.Single(plan.Windows(0, 17, 4));
        Assert.Equal(TimeWindow.Whole(new SequenceExtent(17, 4)), window);
        Assert.Equal((0, 68), (window.Offset, window.Rows));
    }

    [Fact]
    public void WindowsEndWhereAdjointsStop()
    {
        TimePlan plan = new(20, 4, [], forgetEvery: 6);
        Assert.Equal([0, 4, 6, 10, 12, 16, 18], plan.Windows(0, 20, 1).Select(window => window.Begin));
        Assert.Equal([0, 6, 12, 18], Enumerable.Range(0, 20).Where(plan.ForgetsAt));
        Assert.DoesNotContain(Enumerable.Range(0, 20), step => TimePlan.Whole(20).ForgetsAt(step));
    }

    /// <summary>A row is taken when a state is kept and given back when it is read; none may be taken twice.</summary>
    private static void Walk(TimePlan plan, int begin, int end, int level, HashSet<int> live, int? forgetEvery, ref int at)
    {
        List<int> taken = [];
        if (level < plan.Levels)
        {
            IReadOnlyList<TimeSegment> segments = plan.Segments(begin, end, level);
            Assert.Equal(end, segments[^1].End);
            foreach (TimeSegment segment in segments)
            {
                Assert.Equal(at, segment.Begin);
                Assert.True(segment.Begin < segment.End);
                Take(segment.Row, segment.End == end, plan.SegmentRows);
                Walk(plan, segment.Begin, segment.End, level + 1, live, forgetEvery, ref at);
            }
        }
        else
        {
            Assert.InRange(end - begin, 1, plan.TapeSteps);
            foreach (TimeWindow window in plan.Windows(begin, end, 2))
            {
                int last = window.Begin + window.Steps - 1;
                Assert.Equal((at, begin, 2), (window.Begin, window.Origin, window.Batch));
                Assert.InRange(window.Steps, 1, plan.Window);
                Assert.True(forgetEvery is not int every || window.Begin / every == last / every, "a window goes on where adjoints stop");
                Take(window.Row, last + 1 == end, plan.Rows);
                at += window.Steps;
            }
        }

        live.ExceptWith(taken);

        void Take(int row, bool isLast, int rows)
        {
            Assert.Equal(isLast, row < 0);
            if (isLast)
                return;
            Assert.InRange(row, 0, rows - 1);
            Assert.True(live.Add(row), $"row {row} is taken");
            taken.Add(row);
        }
    }
}
