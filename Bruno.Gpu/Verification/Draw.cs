using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Verification;

/// <summary>Numbers to verify with: the same on every machine, from one call to the next.</summary>
internal static class Draw
{
    private const uint Stream = 3000;

    /// <summary>Uniform numbers.</summary>
    /// <param name="which">Another one gives other numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The largest.</param>
    public static double[] Uniform(uint which, int count, double low, double high)
    {
        CounterRandom random = new(0, Stream, which, 0);
        double[] values = new double[count];
        for (int i = 0; i < count; ++i)
            values[i] = random.NextUniform(low, high);
        return values;
    }

    /// <summary>Ones with a probability, else zeros.</summary>
    public static double[] Spikes(uint which, int count, double probability) =>
        Array.ConvertAll(Uniform(which, count, 0, 1), value => value < probability ? 1.0 : 0.0);

    /// <summary>Integers from 0 to below a bound.</summary>
    public static int[] Integers(uint which, int count, int bound) =>
        Array.ConvertAll(Uniform(which, count, 0, bound), value => Math.Min((int)value, bound - 1));
}
