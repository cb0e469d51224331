using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Logits that fall with the time to the first spike, t_f:
/// <code>
/// x_i = -t_f / tau      t_f = sum_{t &lt; T} prod_{k &lt;= t} (1 - s_i[k])
/// </code>
/// t_f is the number of steps before the first spike, T without one; and its derivative is that of this multilinear function of
/// the spikes.
/// </summary>
public static class FirstSpikeKernels
{
    /// <summary>Notes the first two spikes of one lane as a window passes; both times start at the length.</summary>
    public static void Observe<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<int> first, ArrayView<int> second)
        where T : unmanaged, IReal<T>
    {
        int length = lengths[lane / shape.Neurons];
        if (shape.Begin == 0)
        {
            first[lane] = length;
            second[lane] = length;
        }

        for (int step = 0; step < shape.Steps && shape.Begin + step < length; ++step)
        {
            if (!output.IsActive(step * shape.Lanes + lane))
                continue;
            if (first[lane] == length)
                first[lane] = shape.Begin + step;
            else if (second[lane] == length)
                second[lane] = shape.Begin + step;
        }
    }

    /// <summary>The logit of one lane, [batch, outputs].</summary>
    public static void Forward<T>(Index1D lane, T timeConstant, ArrayView<int> first, ArrayView<T> logits)
        where T : unmanaged, IReal<T> =>
        logits[lane] = T.From(-first[lane]) / timeConstant;

    /// <summary>
    /// The adjoints of one lane's spikes in a window. A spike before the first would save the steps between them; without
    /// the first the time would run on to the second; later spikes do not matter.
    /// </summary>
    public static void Backward<T>(
        Index1D lane,
        SequenceShape shape,
        ArrayView<int> lengths,
        T timeConstant,
        ArrayView<int> firsts,
        ArrayView<int> seconds,
        ArrayView<T> logitAdjoints,
        ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int length = lengths[lane / shape.Neurons], first = firsts[lane], second = seconds[lane];
        T unit = logitAdjoints[lane] / timeConstant;
        for (int i = 0; i < shape.Steps; ++i)
        {
            int step = shape.Begin + i;
            int saved = step < first ? first - step : step == first && step < length ? second - step : 0;
            outputAdjoints[i * shape.Lanes + lane] = step < length ? unit * T.From(saved) : T.From(0);
        }
    }
}
