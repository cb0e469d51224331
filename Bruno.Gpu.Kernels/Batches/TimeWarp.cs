using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.Kernels.Batches;

/// <summary>
/// How the samples of a training batch are moved and stretched in time: each by numbers of its own, which follow from its address alone,
/// so that they are the same on every backend and after a resume.
/// </summary>
/// <param name="Stretch">Durations are multiplied by a factor that is drawn from 1 - this to 1 + this, about the middle of the sample.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Stream">The stream of its random numbers.</param>
/// <param name="Pass">The number of the pass.</param>
/// <param name="Shift">A sample is moved by a whole number of outer steps, drawn from minus this to this.</param>
/// <param name="MicroSteps">Steps of the data an outer step; they stay together.</param>
public readonly record struct TimeWarp(double Stretch, ulong Seed, uint Stream, uint Pass, int Shift, int MicroSteps)
{
    /// <summary>The step of a sample that is seen at a step; -1 where it lies outside.</summary>
    /// <param name="sample">The number of the sample.</param>
    /// <param name="step">The step that is seen, below <paramref name="steps"/>.</param>
    /// <param name="steps">Steps of the sample.</param>
    public int SourceOf(int sample, int step, int steps)
    {
        NumberPair uniforms = CounterNumbers.Uniforms(new(Seed, Stream, (uint)sample, Pass));
        int shift = (int)(uniforms.First * (2 * Shift + 1)) - Shift;
        double factor = 1 + Stretch * (2 * uniforms.Second - 1);
        double middle = 0.5 * (steps / MicroSteps - 1);
        double position = middle + (step / MicroSteps - shift - middle) / factor + 0.5;
        int source = position < 0 ? -1 : (int)position;
        return source < 0 || source >= steps / MicroSteps ? -1 : source * MicroSteps + step % MicroSteps;
    }
}
