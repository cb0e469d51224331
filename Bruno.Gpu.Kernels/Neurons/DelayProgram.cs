using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What becomes of trained delays in a pass.</summary>
/// <param name="longest">The longest delay, steps.</param>
/// <param name="multiple">Delays that there are are multiples of this, steps.</param>
/// <param name="rounding">Which of them becomes of a trained one.</param>
/// <param name="isRounded">1 where delays are rounded, 0 where they stay between whole steps.</param>
/// <param name="deviation">The standard deviation of every delay, steps.</param>
/// <param name="relative">The standard deviation over the delay, besides.</param>
public readonly struct DelayProgram<T>(int longest, int multiple, DelayRounding rounding, int isRounded, T deviation, T relative)
    where T : unmanaged, IReal<T>
{
    private readonly T deviation = deviation;
    private readonly T relative = relative;
    private readonly int longest = longest;
    private readonly int multiple = multiple;
    private readonly int rounding = (int)rounding;
    private readonly int isRounded = isRounded;

    /// <summary>Whether delays deviate from what they should be.</summary>
    public bool Deviates => deviation > T.From(0) || relative > T.From(0);

    /// <summary>The delay as it should be: within the range, and rounded where delays are.</summary>
    public T Of(T delay)
    {
        T within = Within(delay);
        return isRounded == 1 ? T.From(Rounded(within, multiple, rounding)) : within;
    }

    /// <summary>The delay of a device: it deviates, stays within the range, and is a whole number of steps where delays are rounded.</summary>
    /// <param name="delay">The delay as it should be.</param>
    /// <param name="xi">A standard normal number.</param>
    public T Deviating(T delay, T xi)
    {
        T within = Within(delay + (deviation + relative * delay) * xi);
        return isRounded == 1 ? T.From(Rounded(within, 1, (int)DelayRounding.Nearest)) : within;
    }

    private T Within(T delay) => delay < T.From(0) ? T.From(0) : delay > T.From(longest) ? T.From(longest) : delay;

    private int Rounded(T delay, int unit, int way)
    {
        // A multiple is passed over while the delay lies beyond what becomes of it.
        T reach = way == (int)DelayRounding.Up ? T.From(0) : way == (int)DelayRounding.Down ? T.From(unit) : T.From(unit) / T.From(2);
        int steps = 0;
        while (steps < longest && (way == (int)DelayRounding.Down ? T.From(steps) + reach <= delay : T.From(steps) + reach < delay))
            steps += unit;
        return steps;
    }
}
