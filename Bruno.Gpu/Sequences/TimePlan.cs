namespace Bruno.Gpu.Sequences;

/// <summary>
/// How a pass is cut in time. A window is what exists at once of currents, spikes and adjoints; the backward pass makes
/// them again window by window. A segment is what the tape holds at once; of every segment but the last only the states
/// at its beginning are kept, and the backward pass computes it again. Segments may be cut into segments. All gradients
/// have the same bits however time is cut; with T outer steps and segments of S the tape takes O(T / S + S).
/// </summary>
public sealed class TimePlan
{
    private readonly int[] segments;
    private readonly int[] firstRows;
    private readonly int? forgetEvery;
    private bool isOnline;

    /// <summary>Plans passes of up to this many outer steps.</summary>
    /// <param name="steps">The most outer steps of a pass.</param>
    /// <param name="window">The most outer steps of a window.</param>
    /// <param name="segments">Lengths of segments, the outermost first; none keeps the whole tape.</param>
    /// <param name="forgetEvery">Outer steps after which adjoints stop, for truncated methods; windows end there too.</param>
    public TimePlan(int steps, int window, IReadOnlyList<int> segments, int? forgetEvery = null)
    {
        Steps = steps;
        Window = Math.Min(window, forgetEvery is int cut ? Math.Min(steps, cut) : steps);
        this.forgetEvery = forgetEvery;

        List<int> lengths = [];
        foreach (int length in segments.Where(length => length < steps))
        {
            if (lengths.Count == 0 || length < lengths[^1])
                lengths.Add(length);
        }

        this.segments = [.. lengths];
        firstRows = new int[lengths.Count];
        int parent = steps;
        for (int level = 0; level < lengths.Count; ++level)
        {
            firstRows[level] = SegmentRows;
            SegmentRows += (parent - 1) / lengths[level];
            parent = lengths[level];
        }

        TapeSteps = parent;
        Rows = SegmentRows + MostWindows(0, steps, 0) - 1;
    }

    /// <summary>The most outer steps of a pass.</summary>
    public int Steps { get; }

    /// <summary>The most outer steps of a window.</summary>
    public int Window { get; }

    /// <summary>The most outer steps that the tape holds at once.</summary>
    public int TapeSteps { get; private init; }

    /// <summary>How many levels of segments there are.</summary>
    public int Levels => segments.Length;

    /// <summary>Rows of states kept for the beginnings of segments.</summary>
    public int SegmentRows { get; }

    /// <summary>Rows of states kept for the beginnings of segments and, after those, of windows.</summary>
    public int Rows { get; private init; }

    /// <summary>Windows after which nothing of the past is kept, for passes that go forwards only.</summary>
    public static TimePlan Online(int steps, int window) => new(steps, window, []) { TapeSteps = Math.Min(window, steps), Rows = 0, isOnline = true };

    /// <summary>One window and no segments: everything is kept.</summary>
    public static TimePlan Whole(int steps) => new(steps, steps, []);

    /// <summary>Whether adjoints stop at the beginning of an outer step.</summary>
    public bool ForgetsAt(int step) => forgetEvery is int every && step % every == 0;

    /// <summary>The segments of a level that a stretch of time is made of, in order.</summary>
    public IReadOnlyList<TimeSegment> Segments(int begin, int end, int level)
    {
        List<TimeSegment> parts = [];
        int row = firstRows[level];
        for (int at = begin; at < end; at += segments[level])
        {
            int next = Math.Min(at + segments[level], end);
            parts.Add(new(at, next, next < end ? row++ : -1));
        }

        return parts;
    }

    /// <summary>The windows that an innermost segment is made of, in order.</summary>
    public IReadOnlyList<TimeWindow> Windows(int begin, int end, int batch)
    {
        List<TimeWindow> parts = [];
        int row = SegmentRows;
        for (int at = begin; at < end;)
        {
            int next = Math.Min(at + Window, end);
            if (forgetEvery is int every)
                next = Math.Min(next, (at / every + 1) * every);
            parts.Add(isOnline
                ? new(at, next - at, batch, at, -1)
                : new(at, next - at, batch, begin, next < end ? row++ : -1));
            at = next;
        }

        return parts;
    }

    /// <summary>
    /// The most windows of an innermost segment. Where time is cut at multiples of <see cref="forgetEvery"/>, that depends
    /// on where segments begin, and those inside others need not begin at multiples of their length.
    /// </summary>
    private int MostWindows(int begin, int end, int level) => level < Levels
        ? Segments(begin, end, level).Max(segment => MostWindows(segment.Begin, segment.End, level + 1))
        : Windows(begin, end, 1).Count;
}
