using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Logits that fall with the time to the first spike, -t_f / tau. The time is
/// <c>t_f = sum_{t &lt; T} prod_{k &lt;= t} (1 - s_k)</c>: the number of steps before the first spike, T without one; and
/// its derivative is that of this multilinear function of the spikes.
/// </summary>
public static class FirstSpikeKernels
{
    /// <summary>The logit of one lane, [batch, outputs].</summary>
    public static void Forward<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> lengths, T timeConstant, Signal<T> output, ArrayView<T> logits)
        where T : unmanaged, IReal<T>
    {
        int steps = lengths[lane / shape.Neurons];
        int time = NextSpike(output, shape, lane, 0, steps);
        logits[lane] = T.From(-time) / timeConstant;
    }

    /// <summary>
    /// The adjoints of one lane's spikes. A spike before the first would save the steps between them; without the first
    /// the time would run on to the second; later spikes do not matter.
    /// </summary>
    public static void Backward<T>(
        Index1D lane,
        SequenceShape shape,
        ArrayView<int> lengths,
        T timeConstant,
        Signal<T> output,
        ArrayView<T> logitAdjoints,
        ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int steps = lengths[lane / shape.Neurons];
        int first = NextSpike(output, shape, lane, 0, steps);
        int second = NextSpike(output, shape, lane, first + 1, steps);
        T unit = logitAdjoints[lane] / timeConstant;
        for (int step = 0; step < shape.Steps; ++step)
        {
            int saved = step < first ? first - step : step == first && step < steps ? second - step : 0;
            outputAdjoints[step * shape.Lanes + lane] = step < steps ? unit * T.From(saved) : T.From(0);
        }
    }

    private static int NextSpike<T>(Signal<T> output, SequenceShape shape, int lane, int begin, int steps)
        where T : unmanaged, IReal<T>
    {
        int step = begin;
        while (step < steps && !output.IsActive(step * shape.Lanes + lane))
            ++step;
        return step < steps ? step : steps;
    }
}
