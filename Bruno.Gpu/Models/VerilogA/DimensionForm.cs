using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A dimension as far as it is known: a product of a known one and of powers of unknown ones.</summary>
/// <param name="Known">The known part.</param>
/// <param name="Powers">The powers of the unknown dimensions, by their numbers.</param>
internal sealed record DimensionForm(Dimension Known, IReadOnlyDictionary<int, double> Powers)
{
    public static DimensionForm Plain { get; } = Of(Dimension.None);

    public static DimensionForm Of(Dimension dimension) => new(dimension, new Dictionary<int, double>());

    public static DimensionForm Unknown(int number) => new(Dimension.None, new Dictionary<int, double> { [number] = 1 });

    public static DimensionForm operator *(DimensionForm left, DimensionForm right) => left.Times(right, 1);

    public static DimensionForm operator /(DimensionForm left, DimensionForm right) => left.Times(right, -1);

    /// <summary>The product with a power of another form.</summary>
    public DimensionForm Times(DimensionForm other, double power)
    {
        Dictionary<int, double> powers = new(Powers);
        foreach ((int number, double own) in other.Powers)
        {
            double sum = powers.GetValueOrDefault(number) + power * own;
            // Powers of powers may overflow; what cannot be told would never be solved.
            if (Math.Abs(sum) < 1e-9 || !double.IsFinite(sum))
                powers.Remove(number);
            else
                powers[number] = sum;
        }

        return new(Known * other.Known.ToPower(power), powers);
    }

    public DimensionForm ToPower(double power) => Plain.Times(this, power);
}
