using Bruno.Gpu.Kernels.Neurons;

namespace Bruno.Gpu.Simulation;

/// <summary>One trace as devices are driven through it and recorded.</summary>
/// <param name="Milliseconds">The length of each interval, ms.</param>
/// <param name="Inputs">The mean current during it, nA, or the potential at its end, V.</param>
/// <param name="Marks">See <see cref="ResponseInterval"/>.</param>
/// <param name="Quantities">What is recorded: the model's variables, then its observables, then the current, by number.</param>
internal sealed record Stimulus(double[] Milliseconds, double[] Inputs, int[] Marks, int[] Quantities)
{
    /// <summary>How many times it is recorded.</summary>
    public int Rows => Marks.Count(mark => (mark & ResponseInterval.IsRecorded) != 0);

    /// <summary>How many numbers that are.</summary>
    public int Outputs => Rows * Quantities.Length;
}
