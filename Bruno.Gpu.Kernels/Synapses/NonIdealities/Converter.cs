using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// A converter between analogue and digital, ideal but for its bits: values are cut off at its range and rounded to the nearest
/// of 2^bits levels, the ends of the range among them (IEEE Std 1241 calls what remains the quantisation error). An input
/// DAC makes an array's voltages so, an output ADC its readings.
/// </summary>
/// <remarks>Gradients pass straight through within the range and stop outside.</remarks>
/// <param name="Low">The lower end of the range, in the unit of the values.</param>
/// <param name="High">The upper end.</param>
/// <param name="Steps">2^bits - 1.</param>
public readonly record struct Converter(double Low, double High, double Steps)
{
    /// <summary>The value after conversion.</summary>
    public double Apply(double value)
    {
        double inside = Ordering.Max(Low, Ordering.Min(High, value));
        double code = PortableMath.Floor((inside - Low) * Steps / (High - Low) + 0.5);
        return Low + code * (High - Low) / Steps;
    }

    /// <summary>Whether a value is within the range.</summary>
    public bool Covers(double value) => Ordering.AtMost(Low, value) && Ordering.AtMost(value, High);
}
