using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The states and inputs that a device is meant for: between its bounds, at its start and after a spike.</summary>
/// <param name="equations">The device.</param>
internal sealed class StateBox(IDeviceEquations equations)
{
    private const int MostCorners = 4096;

    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59];

    private readonly double[] low = equations.Lower, high = equations.Upper, initial = equations.Initial;
    private readonly (double Low, double High) input = equations.InputRange;

    /// <summary>The extent of a direction: a variable's or, last, the input's.</summary>
    public double Extent(int direction) => direction < low.Length ? high[direction] - low[direction] : input.High - input.Low;

    /// <summary>The middle of the bounds, with the middle input.</summary>
    public StatePoint Middle => new("middle", [.. low.Select((value, index) => (value + high[index]) / 2)], (input.Low + input.High) / 2);

    /// <summary>The start and the state after a spike there, at the smallest, at no and at the largest input.</summary>
    public IEnumerable<StatePoint> Typical()
    {
        foreach ((string name, double[] state) in new[] { ("start", initial), ("reset", equations.Reset(initial)) })
        {
            foreach (double level in Levels(input.Low, input.High))
                yield return new(name, state, level);
        }
    }

    /// <summary>From bound to bound along each variable, the others as at the start and after a spike, and along the input.</summary>
    public IEnumerable<(StatePoint From, StatePoint To)> Along()
    {
        foreach (StatePoint point in Typical())
        {
            for (int index = 0; index < low.Length; ++index)
                yield return (point with { State = With(point.State, index, low[index]) }, point with { State = With(point.State, index, high[index]) });
            yield return (point with { Input = input.Low }, point with { Input = input.High });
        }
    }

    /// <summary>Corners, middles, zeros and starts of the bounds, in every combination where there are few variables.</summary>
    public IEnumerable<StatePoint> Corners()
    {
        double[][] levels = [.. low.Select((value, index) => Levels(value, high[index]).Append((value + high[index]) / 2).Append(initial[index]).Distinct().ToArray())];
        if (levels.Aggregate(1.0, (product, level) => product * level.Length) > MostCorners)
            levels = [.. low.Select((value, index) => new[] { value, high[index] })];
        int count = levels.Aggregate(1, (product, level) => product * level.Length);
        for (int corner = 0; corner < count; ++corner)
        {
            double[] state = new double[low.Length];
            int rest = corner;
            for (int index = 0; index < state.Length; ++index)
            {
                state[index] = levels[index][rest % levels[index].Length];
                rest /= levels[index].Length;
            }

            foreach (double level in Levels(input.Low, input.High))
                yield return new("bounds", state, level);
        }
    }

    /// <summary>States between the bounds, spread evenly (a Halton sequence).</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<StatePoint> Inside(int count)
    {
        for (int point = 1; point <= count; ++point)
        {
            double[] state = [.. low.Select((value, index) => value + (high[index] - value) * Fraction(point, Primes[index]))];
            yield return new("inside", state, input.Low + (input.High - input.Low) * Fraction(point, Primes[low.Length]));
        }
    }

    private static double[] With(IReadOnlyList<double> state, int index, double value) => [.. state.Select((other, i) => i == index ? value : other)];

    /// <summary>Both ends, and 0 where it lies between them.</summary>
    private static double[] Levels(double low, double high) => low < 0 && high > 0 ? [0, low, high] : [low, high];

    /// <summary>The digits of a number in a base, mirrored at the point.</summary>
    private static double Fraction(int number, int radix)
    {
        double fraction = 0, weight = 1.0 / radix;
        for (; number > 0; number /= radix, weight /= radix)
            fraction += number % radix * weight;
        return fraction;
    }
}
