using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Parameters;

/// <summary>
/// A number that training keeps within bounds: what is trained is an unconstrained u, and the number is
/// <code>
/// x = middle exp(width (sigmoid(u) - 1/2))      on a logarithmic scale, for numbers that keep their sign
/// x = middle + width (sigmoid(u) - 1/2)         on a linear one
/// </code>
/// so that u = 0 is the middle to the last bit, and no u leads beyond the bounds.
/// </summary>
/// <param name="middle">The number at u = 0.</param>
/// <param name="width">From bound to bound: the logarithm of their ratio, or their difference.</param>
/// <param name="lowest">The smaller bound.</param>
/// <param name="highest">The larger bound.</param>
/// <param name="isLogarithmic">1: on a logarithmic scale; 0: on a linear one.</param>
public readonly struct BoundedValue<T>(T middle, T width, T lowest, T highest, int isLogarithmic)
    where T : unmanaged, IReal<T>
{
    private readonly T middle = middle;
    private readonly T width = width;
    private readonly T lowest = lowest;
    private readonly T highest = highest;
    private readonly int isLogarithmic = isLogarithmic;

    /// <summary>The number.</summary>
    /// <param name="u">What is trained.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Of(T u)
    {
        // sigmoid(u) - 1/2, of a magnitude that cannot overflow.
        T one = T.From(1), zero = T.From(0), decay = T.Exp(-T.Abs(u));
        T half = T.From(0.5) * (one - decay) / (one + decay);
        T offset = width * T.WhereLess(u, zero, -half, half);
        T value = isLogarithmic != 0 ? middle * T.Exp(offset) : middle + offset;
        return T.WhereLess(value, lowest, lowest, T.WhereLess(highest, value, highest, value));
    }

    /// <summary>Its derivative with respect to u.</summary>
    /// <param name="u">What is trained.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T DerivativeAt(T u)
    {
        T one = T.From(1), decay = T.Exp(-T.Abs(u));
        T slope = width * decay / ((one + decay) * (one + decay));
        return isLogarithmic != 0 ? Of(u) * slope : slope;
    }
}
