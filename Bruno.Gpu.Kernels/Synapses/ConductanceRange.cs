using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The linear map between a weight and the conductances of its two sides, siemens. With span = g_max - g_min:
/// <code>
/// differential pair:    G+ = g_min + span max(w, 0) / w_max        G- = g_min + span max(-w, 0) / w_max
/// reference column:     G+ = g_min + span (1 + w / w_max) / 2      G- = g_min + span / 2
/// both:                 w  = (G+ - G-) / unit,  unit = span / w_max  or  span / (2 w_max)
/// </code>
/// </summary>
public readonly struct ConductanceRange(double minimum, double maximum, PairKind pair)
{
    private readonly double minimum = minimum;
    private readonly double maximum = maximum;
    private readonly int pair = (int)pair;

    /// <summary>g_min, S.</summary>
    public double Minimum => minimum;

    /// <summary>g_max, S.</summary>
    public double Maximum => maximum;

    /// <summary>Whether both sides are cells of their own; else the negative side is a reference cell shared by a row.</summary>
    public bool IsPair => pair == (int)PairKind.Differential;

    /// <summary>The conductance of a weight's positive side, S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Positive(double weight, double largest) => IsPair
        ? minimum + (maximum - minimum) * Ordering.Max(weight, 0) / largest
        : minimum + (maximum - minimum) * (0.5 + 0.5 * weight / largest);

    /// <summary>The conductance of a weight's negative side, S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Negative(double weight, double largest) => IsPair
        ? minimum + (maximum - minimum) * Ordering.Max(-weight, 0) / largest
        : minimum + (maximum - minimum) * 0.5;

    /// <summary>The difference of conductances that one unit of weight stands for, S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Unit(double largest) => (maximum - minimum) / (IsPair ? largest : 2 * largest);

    /// <summary>The weight of two conductances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Weight(double positive, double negative, double largest) => (positive - negative) / Unit(largest);
}
