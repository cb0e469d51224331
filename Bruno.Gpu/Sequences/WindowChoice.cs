namespace Bruno.Gpu.Sequences;

/// <summary>
/// Chooses the length of windows. A longer one takes more memory for currents and adjoints, a shorter one more for states
/// at the beginnings of windows and more launches. The longest is taken that costs little more than the cheapest.
/// </summary>
internal static class WindowChoice
{
    /// <summary>What may be spent over the least possible, so that small networks run in few launches, bytes.</summary>
    private const long Slack = 600_000;

    /// <summary>The plan to take.</summary>
    /// <param name="steps">The most outer steps of a pass.</param>
    /// <param name="segments">Lengths of segments, the outermost first.</param>
    /// <param name="forgetEvery">Outer steps after which adjoints stop, for truncated methods.</param>
    /// <param name="isScarce">Whether memory is limited: then nothing is spent over the least.</param>
    /// <param name="bytes">The memory that a network with a plan takes.</param>
    public static TimePlan Choose(
        int steps, IReadOnlyList<int> segments, int? forgetEvery, bool isScarce, Func<TimePlan, long> bytes)
    {
        TimePlan whole = new(steps, steps, segments, forgetEvery);
        int longest = Math.Min(whole.TapeSteps, whole.Window);
        (TimePlan Plan, long Bytes)[] plans = [.. Lengths(longest)
            .Select(length => new TimePlan(steps, length, segments, forgetEvery))
            .Select(plan => (plan, bytes(plan)))];
        long most = plans.Min(plan => plan.Bytes) + (isScarce ? 0 : Slack);
        return plans.Last(plan => plan.Bytes <= most).Plan;
    }

    /// <summary>1, 2, 3, 4, 6, 8, 12, 16 and so on, up to the longest.</summary>
    private static IEnumerable<int> Lengths(int longest)
    {
        for (int length = 1; length < longest; length *= 2)
        {
            yield return length;
            if (length > 1 && length * 3 / 2 < longest)
                yield return length * 3 / 2;
        }

        yield return longest;
    }
}
