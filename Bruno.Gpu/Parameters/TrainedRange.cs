using Bruno.Gpu.Kernels.Parameters;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Parameters;

/// <summary>
/// The bounds that training keeps a parameter within. The store holds an unconstrained u, which the optimizer changes as it
/// likes; see <see cref="BoundedValue{T}"/> for what the parameter is. At the middle, u = 0, a step of u changes the parameter
/// most; near a bound hardly.
/// </summary>
/// <param name="Middle">The value at u = 0: the geometric mean of the bounds on a logarithmic scale, else the mean.</param>
/// <param name="Lowest">The smaller bound.</param>
/// <param name="Highest">The larger bound.</param>
/// <param name="IsLogarithmic">Whether the scale is logarithmic, and the sign kept.</param>
internal sealed record TrainedRange(double Middle, double Lowest, double Highest, bool IsLogarithmic)
{
    /// <summary>From a nominal value over a factor to the nominal value times it, on a logarithmic scale; the sign is kept.</summary>
    /// <param name="nominal">The value at u = 0, not 0.</param>
    /// <param name="factor">Above 1.</param>
    public static TrainedRange Around(double nominal, double factor)
    {
        if (nominal == 0 || !(factor > 1))
            throw new ArgumentOutOfRangeException(nameof(nominal), $"There is no range around {nominal} by a factor of {factor}.");
        double one = nominal / factor, other = nominal * factor;
        return new(nominal, Math.Min(one, other), Math.Max(one, other), true);
    }

    /// <summary>From a value to another, on a linear scale.</summary>
    public static TrainedRange Between(double lowest, double highest) => new(0.5 * (lowest + highest), lowest, highest, false);

    /// <summary>The same range in units of its middle.</summary>
    public TrainedRange Relative => Middle < 0
        ? this with { Middle = 1, Lowest = Highest / Middle, Highest = Lowest / Middle }
        : this with { Middle = 1, Lowest = Lowest / Middle, Highest = Highest / Middle };

    private double Width => IsLogarithmic ? Math.Abs(Math.Log(Highest / Lowest)) : Highest - Lowest;

    /// <summary>The value of u.</summary>
    public double ValueOf(double u) => Float64.ToDouble(Bounded<Float64>().Of(new Float64(u)));

    /// <summary>The u whose value is this one, of values within the bounds.</summary>
    public double UnboundedOf(double value)
    {
        double share = (IsLogarithmic ? Math.Log(value / Middle) : value - Middle) / Width;
        return Math.Abs(share) < 0.5
            ? Math.Log((0.5 + share) / (0.5 - share))
            : throw new ArgumentOutOfRangeException(nameof(value), $"{value} is not between {Lowest} and {Highest}.");
    }

    /// <summary>The same for kernels.</summary>
    public BoundedValue<T> Bounded<T>()
        where T : unmanaged, IReal<T> =>
        new(T.From(Middle), T.From(Width), T.From(Lowest), T.From(Highest), IsLogarithmic ? 1 : 0);
}
