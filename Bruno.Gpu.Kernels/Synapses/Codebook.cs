using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Levels with a measured, uneven spacing: their weights as shares of w_max, ascending, from -1 to 1. Empty where the levels
/// are the even ones of <see cref="LevelRounding"/>.
/// </summary>
public readonly struct Codebook(ArrayView<double> shares)
{
    private readonly ArrayView<double> shares = shares;

    /// <summary>Whether there are measured levels.</summary>
    public bool IsGiven => shares.Length > 0;

    /// <summary>The weight of a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Weight(int level, double maximum) => shares[level] * maximum;

    /// <summary>The level of a weight: the nearest one (the lower of two equally near), or one of its two neighbours drawn in proportion.</summary>
    public int Level(double weight, double maximum, bool isStochastic, double uniform)
    {
        double share = weight / maximum;
        int last = (int)shares.Length - 1, below = 0;
        while (below < last - 1 && Ordering.AtMost(shares[below + 1], share))
            ++below;
        if (last == 0)
            return 0;

        double fraction = (share - shares[below]) / (shares[below + 1] - shares[below]);
        double bound = isStochastic ? uniform : 0.5;
        return Ordering.Less(bound, fraction) ? below + 1 : below;
    }
}
