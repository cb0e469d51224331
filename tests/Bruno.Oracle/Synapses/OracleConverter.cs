namespace Bruno.Oracle;

/// <summary>A converter of 2^bits levels from low to high, both among them. Gradients pass straight through inside of the range and stop outside.</summary>
public sealed record OracleConverter(int Bits, double Low, double High)
{
    /// <summary>The level nearest to a value.</summary>
    public double Apply(double value)
    {
        double step = (High - Low) / (Math.Pow(2, Bits) - 1);
        return Low + (step * Math.Floor(((Math.Clamp(value, Low, High) - Low) / step) + 0.5));
    }

    /// <summary>The derivative that is used.</summary>
    public double Slope(double value) => value >= Low && value <= High ? 1 : 0;
}
