using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// How a signal is taken late by a delay between whole steps: as the mean of the signal so many whole steps late, each counting by a
/// triangle around the delay, <c>max(0, 1 - |step - delay| / halfWidth)</c>, over the sum of those. Of a triangle
/// that reaches to the next step that is linear interpolation, and a whole delay is itself, to the bit.
/// </summary>
/// <param name="longest">The longest delay, steps; a multiple of the spacing.</param>
/// <param name="spacing">Steps from one delay that counts to the next.</param>
/// <param name="halfWidth">The half width of the triangle, steps; more than half the spacing.</param>
public readonly struct DelayTaps<T>(int longest, int spacing, T halfWidth)
    where T : unmanaged, IReal<T>
{
    /// <summary>The longest delay, steps.</summary>
    public readonly int Longest = longest;

    private readonly int spacing = spacing;
    private readonly T halfWidth = halfWidth;

    /// <summary>What each whole step counts for a delay.</summary>
    /// <param name="delay">The delay, 0 to the longest.</param>
    public DelayShares<T> Of(T delay)
    {
        int first = 0, last = Longest;
        while (first < last && T.From(first) < delay - halfWidth)
            first += spacing;
        while (last > first && T.From(last) > delay + halfWidth)
            last -= spacing;
        int isLongest = delay < T.From(Longest) ? 0 : 1;
        T sum = T.From(0), slope = T.From(0);
        for (int step = first; step <= last; step += spacing)
        {
            sum += Height(delay, step);
            slope += Slope(delay, step, isLongest);
        }

        return new(first, last, sum, slope, isLongest);
    }

    /// <summary>Whether a whole step can count.</summary>
    public bool Has(int step) => step % spacing == 0;

    /// <summary>The whole step that counts after one.</summary>
    public int Next(int step) => step + spacing;

    /// <summary>The share of a whole step, one of <see cref="Has"/> from the first to the last.</summary>
    public T Share(T delay, DelayShares<T> shares, int step) => Height(delay, step) / shares.Sum;

    /// <summary>
    /// The derivative of that share with respect to the delay; where it has a kink, the one towards longer delays, and at the longest
    /// the one towards shorter ones.
    /// </summary>
    public T ShareSlope(T delay, DelayShares<T> shares, int step) =>
        (Slope(delay, step, shares.IsLongest) - Height(delay, step) / shares.Sum * shares.Slope) / shares.Sum;

    private T Height(T delay, int step)
    {
        T distance = T.Abs(T.From(step) - delay);
        return distance < halfWidth ? T.From(1) - distance / halfWidth : T.From(0);
    }

    private T Slope(T delay, int step, int isLongest)
    {
        T at = T.From(step), distance = T.Abs(at - delay), zero = T.From(0), one = T.From(1);
        if (distance > halfWidth)
            return zero;

        // A step behind the delay gains as the delay grows, one before it loses; at its ends a triangle is entered or left.
        if (isLongest == 0)
            return at > delay ? one / halfWidth : distance < halfWidth ? -(one / halfWidth) : zero;
        return at < delay ? -(one / halfWidth) : distance < halfWidth ? one / halfWidth : zero;
    }
}
