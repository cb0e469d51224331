using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>The norm of all gradients and the factor that clips it, in two passes of fixed order.</summary>
public static class GradientNormKernels
{
    /// <summary>The sum of squares of one chunk of the gradients; there are as many chunks as partial sums.</summary>
    public static void SumSquares<T>(Index1D chunk, ArrayView<T> gradients, ArrayView<T> partialSums)
        where T : unmanaged, IReal<T>
    {
        int chunks = (int)partialSums.Length, length = (int)gradients.Length;
        int size = (length + chunks - 1) / chunks;
        int begin = chunk * size, end = begin + size < length ? begin + size : length;
        T sum = T.From(0);
        for (int i = begin; i < end; ++i)
            sum += gradients[i] * gradients[i];
        partialSums[chunk] = sum;
    }

    /// <summary>
    /// Receives in <paramref name="factor"/> what the gradients must be multiplied by for their norm to be at most
    /// <paramref name="largestNorm"/>: 1 where it is already. Where the sum of squares overflows, the gradients are squared as shares
    /// of the largest. One thread.
    /// </summary>
    public static void ClipFactor<T>(
        Index1D one, T largestNorm, ArrayView<T> partialSums, ArrayView<T> gradients, ArrayView<T> factor)
        where T : unmanaged, IReal<T>
    {
        T sum = T.From(0), unit = T.From(1);
        for (int i = 0; i < partialSums.Length; ++i)
            sum += partialSums[i];

        // The inverse of an infinite sum is 0, and that of none at all infinite.
        if (unit / sum > T.From(0))
        {
            T norm = T.Sqrt(sum);
            factor[one] = norm > largestNorm ? largestNorm / norm : unit;
            return;
        }

        T largest = T.From(0), shares = T.From(0);
        for (int i = 0; i < gradients.Length; ++i)
        {
            T magnitude = T.Abs(gradients[i]);
            if (magnitude > largest)
                largest = magnitude;
        }

        for (int i = 0; i < gradients.Length; ++i)
        {
            T share = gradients[i] / largest;
            shares += share * share;
        }

        factor[one] = largestNorm / largest / T.Sqrt(shares);
    }
}
