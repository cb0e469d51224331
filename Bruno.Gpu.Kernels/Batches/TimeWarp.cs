using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.Kernels.Batches;

/// <summary>
/// How the samples of a training batch are moved and stretched in time: each by numbers of its own, which follow from its address alone,
/// so that they are the same on every backend and after a resume. In whole numbers, which devices without double precision have too.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Stream">The stream of its random numbers.</param>
/// <param name="Pass">The number of the pass.</param>
/// <param name="Stretch">Durations are multiplied by a factor that is drawn from 1 - this to 1 + this, in units of 2^-28, about the middle of the sample.</param>
/// <param name="Shift">A sample is moved by a whole number of outer steps, drawn from minus this to this.</param>
/// <param name="MicroSteps">Steps of the data an outer step; they stay together.</param>
public readonly record struct TimeWarp(ulong Seed, uint Stream, uint Pass, int Stretch, int Shift, int MicroSteps)
{
    /// <summary>1 in the units of <see cref="Stretch"/>.</summary>
    public const int One = 1 << 28;

    /// <summary>The step of a sample that is seen at a step; -1 where it lies outside.</summary>
    /// <param name="sample">The number of the sample.</param>
    /// <param name="step">The step that is seen, below <paramref name="steps"/>.</param>
    /// <param name="steps">Steps of the sample.</param>
    public int SourceOf(int sample, int step, int steps)
    {
        PhiloxBlock words = Philox.Block(new(0, Stream, (uint)sample, Pass), Seed);
        int shift = (int)((ulong)words.Word0 * (uint)(2 * Shift + 1) >> 32) - Shift;
        long factor = One + ((long)Stretch * (2L * words.Word2 - (1L << 32)) >> 32);

        // middle + (step - shift - middle) / factor + 1/2, the middle being (count - 1) / 2, over a common denominator.
        int count = steps / MicroSteps;
        long position = count * factor + (2L * (step / MicroSteps - shift) - (count - 1)) * One;
        long source = position < 0 ? -1 : position / (2 * factor);
        return source < 0 || source >= count ? -1 : (int)source * MicroSteps + step % MicroSteps;
    }
}
