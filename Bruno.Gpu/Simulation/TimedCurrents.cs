namespace Bruno.Gpu.Simulation;

/// <summary>
/// Currents given at times: straight lines between them, the first one before and the last one after. They last until the
/// last time, and to the end of the outer step that it is in.
/// </summary>
/// <param name="Seconds">Times, s, strictly ascending from 0 or later.</param>
/// <param name="Amperes">The currents at each of them, A, [times][neurons].</param>
/// <param name="StepSeconds">The length of an outer step, s.</param>
internal sealed record TimedCurrents(double[] Seconds, double[][] Amperes, double StepSeconds) : IInputCurrent
{
    /// <inheritdoc/>
    public int Neurons => Amperes[0].Length;

    /// <inheritdoc/>
    public int Steps => (int)Math.Max(1, Math.Ceiling(Seconds[^1] / StepSeconds - 1e-6));

    /// <inheritdoc/>
    public double During(int step, int micro, int microSteps, int neuron)
    {
        double index = (double)step * microSteps + micro;
        double begin = index * StepSeconds / microSteps, end = (index + 1) * StepSeconds / microSteps;
        int next = Array.BinarySearch(Seconds, begin);
        next = next < 0 ? ~next : next + 1;
        double charge = 0, time = begin;
        for (; next < Seconds.Length && Seconds[next] < end; ++next)
        {
            charge += (Seconds[next] - time) * At((time + Seconds[next]) / 2, next, neuron);
            time = Seconds[next];
        }

        // The middle of a straight line is its mean.
        double last = At((time + end) / 2, next, neuron);
        return time == begin ? last : (charge + (end - time) * last) / (end - begin);
    }

    /// <summary>The current at a time on the line that ends with a row.</summary>
    private double At(double time, int next, int neuron)
    {
        if (next == 0)
            return Amperes[0][neuron];
        if (next == Seconds.Length)
            return Amperes[^1][neuron];
        double before = Amperes[next - 1][neuron], after = Amperes[next][neuron];
        return before + (after - before) * ((time - Seconds[next - 1]) / (Seconds[next] - Seconds[next - 1]));
    }
}
