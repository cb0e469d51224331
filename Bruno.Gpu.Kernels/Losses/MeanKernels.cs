using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Logits that are the mean of each output over the counted steps, from the warm-up w to the length T:
/// <code>
/// x_i = sum_{w &lt;= t &lt; T} y_i[t] / (T - w)
/// </code>
/// </summary>
public static class MeanKernels
{
    /// <summary>Adds a window to the sum of one lane, [batch, outputs].</summary>
    public static void Add<T>(
        Index1D lane, SequenceShape shape, int warmup, ArrayView<int> lengths, Signal<T> output, ArrayView<T> sums)
        where T : unmanaged, IReal<T>
    {
        T sum = sums[lane];
        int valid = lengths[lane / shape.Neurons] - shape.Begin;
        for (int i = 0; i < shape.Steps && i < valid; ++i)
        {
            if (shape.Begin + i >= warmup)
                sum += output[i * shape.Lanes + lane];
        }

        sums[lane] = sum;
    }

    /// <summary>Makes the mean of one lane's sum.</summary>
    public static void Finish<T>(Index1D lane, SequenceShape shape, int warmup, ArrayView<int> lengths, ArrayView<T> sums)
        where T : unmanaged, IReal<T> =>
        sums[lane] = sums[lane] / T.From(Counted(lengths[lane / shape.Neurons], warmup));

    /// <summary>Spreads the adjoint of one lane's mean over the steps of a window.</summary>
    public static void Backward<T>(
        Index1D lane, SequenceShape shape, int warmup, ArrayView<int> lengths, ArrayView<T> logitAdjoints, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int length = lengths[lane / shape.Neurons];
        T share = logitAdjoints[lane] / T.From(Counted(length, warmup));
        for (int i = 0; i < shape.Steps; ++i)
        {
            int step = shape.Begin + i;
            outputAdjoints[i * shape.Lanes + lane] = step >= warmup && step < length ? share : T.From(0);
        }
    }

    private static int Counted(int length, int warmup) => length > warmup ? length - warmup : 1;
}
