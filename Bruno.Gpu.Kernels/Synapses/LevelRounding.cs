using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The symmetric levels of b bits, <c>w_q = w_max k / d</c> with k from -q to q, q = 2^(b-1) - 1, and d = q or 2^(b-1) - 1/2
/// (<see cref="QuantiserVariant"/>); and how a weight's position <c>w d / w_max</c> is rounded to a level. Three bits: seven
/// levels, -3 to 3.
/// </summary>
/// <remarks>Gradients pass straight through: dL/dw = dL/dw_q (Bengio, Léonard and Courville, arXiv 1308.3432).</remarks>
public readonly struct LevelRounding(int bits, QuantiserVariant variant, RoundingKind rounding)
{
    private readonly double divisor = variant == QuantiserVariant.Head ? (1 << (bits - 1)) - 0.5 : (1 << (bits - 1)) - 1;
    private readonly int largest = (1 << (bits - 1)) - 1;
    private readonly int variant = (int)variant;
    private readonly int rounding = (int)rounding;

    /// <summary>The largest level, q.</summary>
    public int Largest => largest;

    /// <summary>Whether a level depends on the random number.</summary>
    public bool IsStochastic => rounding == (int)RoundingKind.Stochastic;

    /// <summary>The level of a weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="maximum">w_max, positive.</param>
    /// <param name="uniform">A random number from (0, 1), where rounding is stochastic.</param>
    public int Level(double weight, double maximum, double uniform)
    {
        double position = weight * Scale(maximum);
        double level;
        if (!IsStochastic)
            level = RoundHalfEven(position);
        else if (variant == (int)QuantiserVariant.Head)
            level = StochasticFloor(position, uniform);
        else
            level = RoundHalfEven(position + uniform - 0.5);
        return (int)Ordering.Max(-largest, Ordering.Min(largest, level));
    }

    /// <summary>The weight of a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Weight(int level, double maximum) => level / Scale(maximum);

    /// <summary>The integer below, or the one above with a probability equal to the fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double StochasticFloor(double position, double uniform)
    {
        double below = PortableMath.Floor(position);
        return Ordering.Less(uniform, position - below) ? below + 1.0 : below;
    }

    private static double RoundHalfEven(double position)
    {
        double below = PortableMath.Floor(position);
        double fraction = position - below;
        bool isOdd = ((long)below & 1) != 0;
        return Ordering.Less(0.5, fraction) || (fraction == 0.5 && isOdd) ? below + 1.0 : below;
    }

    /// <summary>Levels a unit of weight; each variant in the order of operations that gives the last digit of the conformance vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Scale(double maximum) =>
        variant == (int)QuantiserVariant.Head ? divisor * (1.0 / maximum) : divisor / maximum;
}
