using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.RandomNumbers;

/// <summary>
/// The sequence of random numbers at an address (<see cref="CounterNumbers"/>), one after the other, on the host. A stream's
/// numbers depend on nothing but its address, so that samples can be made in any order, in parallel, and in any number, and
/// stay the same. Kernels draw the same numbers.
/// </summary>
/// <remarks>Not thread-safe; cheap to make.</remarks>
internal sealed class CounterRandom(ulong seed, uint stream, uint first, uint second)
{
    private readonly RandomAddress address = new(seed, stream, first, second);
    private uint block;
    private double spareUniform = double.NaN;
    private double spareGaussian = double.NaN;

    /// <summary>A number from the open interval (0, 1), a multiple of 2^-53.</summary>
    public double NextUniform()
    {
        if (!double.IsNaN(spareUniform))
        {
            double kept = spareUniform;
            spareUniform = double.NaN;
            return kept;
        }

        // No number of a stream is drawn twice.
        NumberPair pair = CounterNumbers.Uniforms(address, checked(block++));
        spareUniform = pair.Second;
        return pair.First;
    }

    /// <summary>A number from [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextUniform();

    /// <summary>A standard normal number; two come from one Philox block.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            double kept = spareGaussian;
            spareGaussian = double.NaN;
            return kept;
        }

        double first = NextUniform();
        NumberPair pair = CounterNumbers.Gaussians(new NumberPair(first, NextUniform()));
        spareGaussian = pair.Second;
        return pair.First;
    }

    /// <summary>A standard normal number, moved to ±3 where it lies beyond: for quantities that must not leave a range.</summary>
    public double NextBoundedGaussian() => Math.Clamp(NextGaussian(), -3.0, 3.0);
}
