using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// A parameter that is fitted, and the coordinate u without bounds in which it is. With q = ln p or p and its bounds a and b,
/// <code>
/// q = a + (b - a) (1 + sin u) / 2     q = a + s (sqrt(1 + u^2) - 1)     q = b - s (sqrt(1 + u^2) - 1)     q = s u
/// </code>
/// with two bounds, one and none (James and Roos, Comput. Phys. Commun. 10 (1975) 343; the minimizer's own bounds need both of them, for
/// all parameters).
/// </summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Low">Its smallest value; minus infinite where there is none.</param>
/// <param name="High">Its largest value; infinite where there is none.</param>
/// <param name="IsLogarithmic">Whether q is its logarithm.</param>
internal sealed record FitParameter(DeviceParameter Parameter, double Start, double Low, double High, bool IsLogarithmic)
{
    /// <summary>By how much starts without bounds differ: a factor, or that share of the value.</summary>
    private const double Spread = 3;

    /// <summary>How near to a bound a start may be, as a share of the range: on it, nothing moves.</summary>
    private const double Margin = 0.01;

    /// <summary>Its name.</summary>
    public string Name => Parameter.Name;

    private double LowQ => IsLogarithmic ? Low > 0 ? Math.Log(Low) : double.NegativeInfinity : Low;

    private double HighQ => IsLogarithmic ? Math.Log(High) : High;

    private double Scale => IsLogarithmic ? 1 : Math.Abs(Start) > 0 ? Math.Abs(Start) : 1;

    /// <summary>The value at a coordinate.</summary>
    public double ValueAt(double u)
    {
        double q = QAt(u);
        return Math.Clamp(IsLogarithmic ? Math.Exp(q) : q, Low, High);
    }

    /// <summary>dp/du.</summary>
    public double SlopeAt(double u)
    {
        double root = u / Math.Sqrt(1 + u * u);
        double slope = (double.IsFinite(LowQ), double.IsFinite(HighQ)) switch
        {
            (true, true) => (HighQ - LowQ) / 2 * Math.Cos(u),
            (true, false) => Scale * root,
            (false, true) => -Scale * root,
            _ => Scale,
        };
        return IsLogarithmic ? slope * ValueAt(u) : slope;
    }

    /// <summary>The coordinate of a value, kept off the bounds.</summary>
    public double CoordinateOf(double value)
    {
        double q = IsLogarithmic ? Math.Log(value) : value;
        double one = 1 + Margin;
        return (double.IsFinite(LowQ), double.IsFinite(HighQ)) switch
        {
            (true, true) => Math.Asin(2 * Math.Clamp((q - LowQ) / (HighQ - LowQ), Margin, 1 - Margin) - 1),
            (true, false) => Math.Sqrt(Math.Pow(Math.Max((q - LowQ) / Scale + 1, one), 2) - 1),
            (false, true) => Math.Sqrt(Math.Pow(Math.Max((HighQ - q) / Scale + 1, one), 2) - 1),
            _ => q / Scale,
        };
    }

    /// <summary>A start between the bounds, or around the usual one.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double StartAt(double share)
    {
        double q = IsLogarithmic ? Math.Log(Start) : Start, width = IsLogarithmic ? Math.Log(Spread) : Math.Abs(Start);
        bool areBoth = double.IsFinite(LowQ) && double.IsFinite(HighQ);
        double low = areBoth ? LowQ : Math.Max(LowQ, q - width), high = areBoth ? HighQ : Math.Min(HighQ, q + width);
        double at = low + (high - low) * share;
        return Math.Clamp(IsLogarithmic ? Math.Exp(at) : at, Low, High);
    }

    /// <summary>Whether a value is as good as on a bound.</summary>
    public bool IsAtBound(double value)
    {
        double range = High - Low, near = double.IsFinite(range) ? 1e-4 * range : 1e-6 * Math.Max(Math.Abs(value), double.Epsilon);
        return value <= Low + near && Low != 0 || value >= High - near;
    }

    private double QAt(double u)
    {
        double root = Math.Sqrt(1 + u * u) - 1;
        return (double.IsFinite(LowQ), double.IsFinite(HighQ)) switch
        {
            (true, true) => LowQ + (HighQ - LowQ) * (1 + Math.Sin(u)) / 2,
            (true, false) => LowQ + Scale * root,
            (false, true) => HighQ - Scale * root,
            _ => Scale * u,
        };
    }
}
