using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>The running mean of parameters, one thread each.</summary>
public static class AverageKernels
{
    /// <summary>Takes the parameters of a step into their mean.</summary>
    /// <param name="i">The parameter.</param>
    /// <param name="share">What they count; 1 makes the mean of them alone.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="mean">Their mean.</param>
    public static void Take<T>(Index1D i, T share, ArrayView<T> values, ArrayView<T> mean)
        where T : unmanaged, IReal<T> => mean[i] = share < T.From(1) ? mean[i] + share * (values[i] - mean[i]) : values[i];

    /// <summary>Puts each of two arrays in the place of the other.</summary>
    public static void Exchange<T>(Index1D i, ArrayView<T> one, ArrayView<T> other)
        where T : unmanaged, IReal<T> => (one[i], other[i]) = (other[i], one[i]);
}
