using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Checks numbers against their ranges.</summary>
internal static class Ranges
{
    /// <summary>The faults of some numbers, each with its key and the range that it must lie in.</summary>
    public static IEnumerable<Fault> Check(params IEnumerable<(string Key, double Value, double Low, double High)> numbers)
    {
        // Written so that NaN is a fault too.
        foreach ((string key, double value, double low, double high) in numbers)
        {
            if (!(value >= low && value <= high))
                yield return new(key, FormattableString.Invariant($"must be {low} to {high}, is {value}"));
        }
    }
}
