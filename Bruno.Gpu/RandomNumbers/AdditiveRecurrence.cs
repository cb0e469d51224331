namespace Bruno.Gpu.RandomNumbers;

/// <summary>
/// Points that fill the unit cube evenly, however many are taken: the additive recurrence with the powers of the generalised golden ratio
/// (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018), shifted by random numbers.
/// </summary>
internal sealed class AdditiveRecurrence
{
    private readonly double[] shifts;
    private readonly double golden = 2;

    /// <summary>A sequence.</summary>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="random">Draws the shifts.</param>
    public AdditiveRecurrence(int dimensions, CounterRandom random)
    {
        for (int i = 0; i < 64; ++i)
            golden = Math.Pow(1 + golden, 1.0 / (dimensions + 1));
        shifts = [.. Enumerable.Range(0, dimensions).Select(_ => random.NextUniform())];
    }

    /// <summary>A point, each coordinate from 0 to below 1.</summary>
    /// <param name="number">The number of the point.</param>
    public double[] At(int number) => [.. shifts.Select((shift, i) => Share(shift + number * Math.Pow(golden, -(i + 1))))];

    private static double Share(double number) => number - Math.Floor(number);
}
