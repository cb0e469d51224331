using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>
/// Random numbers of an address, two a Philox block, for host and kernels alike. They are made in double: uniform numbers are
/// exact and the same bits on every backend, Gaussian ones the same to the rounding described at <see cref="PortableMath"/>.
/// </summary>
public static class CounterNumbers
{
    /// <summary>Two numbers from the open interval (0, 1), odd multiples of 2^-53.</summary>
    public static NumberPair Uniforms(RandomAddress address, uint block = 0)
    {
        PhiloxBlock words = Philox.Block(new(block, address.Stream, address.First, address.Second), address.Seed);
        return new(Uniform(words.Word0, words.Word1), Uniform(words.Word2, words.Word3));
    }

    /// <summary>Two independent standard normal numbers (Box and Muller, Annals of Mathematical Statistics 29, 1958).</summary>
    public static NumberPair Gaussians(RandomAddress address, uint block = 0) => Gaussians(Uniforms(address, block));

    /// <summary>The two standard normal numbers of two uniform ones.</summary>
    public static NumberPair Gaussians(NumberPair uniforms)
    {
        double radius = Math.Sqrt(-2.0 * PortableMath.Log(uniforms.First));
        NumberPair angle = PortableMath.SinCosOfTurns(uniforms.Second);
        return new(radius * angle.Second, radius * angle.First);
    }

    /// <summary>
    /// Four standard normal numbers of a block, for noise that is drawn so often that its time counts: from 32 bits each, hence none
    /// beyond 6.8 deviations, and exact to 1e-9.
    /// </summary>
    public static NumberQuad QuickGaussians(RandomAddress address)
    {
        PhiloxBlock words = Philox.Block(new(0, address.Stream, address.First, address.Second), address.Seed);
        NumberPair first = QuickGaussians(words.Word0, words.Word1), second = QuickGaussians(words.Word2, words.Word3);
        return new(first.First, first.Second, second.First, second.Second);
    }

    private static NumberPair QuickGaussians(uint first, uint second)
    {
        double radius = Math.Sqrt(-2.0 * PortableMath.QuickLog((first + 0.5) * (1.0 / (1UL << 32))));
        NumberPair angle = PortableMath.QuickSinCosOfTurns(second * (1.0 / (1UL << 32)));
        return new(radius * angle.Second, radius * angle.First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Uniform(uint high, uint low)
    {
        ulong bits = ((ulong)high << 32) | low;
        return ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
    }
}
