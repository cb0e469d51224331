using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// The constants of devices by their parameters, so that devices that are equal, on one chip or on the same chip again, are computed once.
/// Beyond a number of sets that no run of ordinary size comes to, others are computed again.
/// </summary>
/// <param name="compute">Computes the constants of a set of parameters, which it checks.</param>
internal sealed class ConstantsCache(Func<double[], double[]> compute)
{
    private const int Most = 1 << 16;

    private readonly ConcurrentDictionary<Row, double[]> known = new();

    /// <summary>The constants of a device; not to be changed.</summary>
    /// <param name="parameters">Its parameters in the order of the model, not a number where one follows from others.</param>
    public double[] Of(ReadOnlySpan<double> parameters)
    {
        Row row = new(parameters.ToArray());
        if (known.TryGetValue(row, out double[]? constants))
            return constants;
        constants = compute(row.Values);
        if (known.Count < Most)
            known.TryAdd(row, constants);
        return constants;
    }

    /// <summary>Parameters, equal where their bits are: what is not a number is the same as another such.</summary>
    private readonly struct Row(double[] values) : IEquatable<Row>
    {
        public double[] Values => values;

        public bool Equals(Row other) => Bytes.SequenceEqual(other.Bytes);

        public override bool Equals(object? other) => other is Row row && Equals(row);

        public override int GetHashCode() => (int)XxHash3.HashToUInt64(Bytes);

        private ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes<double>(values);
    }
}
