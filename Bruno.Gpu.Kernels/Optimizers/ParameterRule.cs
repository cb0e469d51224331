using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>How a step changes one parameter.</summary>
/// <param name="rate">Its learning rate.</param>
/// <param name="decay">The share of itself that it loses in the step.</param>
/// <param name="low">Its smallest value.</param>
/// <param name="high">Its largest value.</param>
/// <param name="isRuled">1 where decay and bounds are to be seen to.</param>
public readonly struct ParameterRule<T>(T rate, T decay, T low, T high, int isRuled)
    where T : unmanaged, IReal<T>
{
    private readonly T decay = decay;
    private readonly T low = low;
    private readonly T high = high;
    private readonly int isRuled = isRuled;

    /// <summary>Its learning rate.</summary>
    public readonly T Rate = rate;

    /// <summary>
    /// The parameter after the step: decoupled weight decay (Loshchilov and Hutter, ICLR 2019) takes its share besides the change, and
    /// what would leave the bounds stops at them.
    /// </summary>
    public T Changed(T value, T change)
    {
        if (isRuled == 0)
            return value - change;
        T changed = value - decay * value - change;
        return changed < low ? low : changed > high ? high : changed;
    }
}
