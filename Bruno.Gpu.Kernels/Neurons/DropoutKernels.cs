using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The passes of a dropout: what is kept is multiplied by a factor, so that the mean stays (Srivastava et al., JMLR 15, 2014).</summary>
public static class DropoutKernels
{
    /// <summary>The output of one element of a window, [steps, batch, units].</summary>
    public static void Forward<T>(Index1D index, SequenceShape shape, DropoutMask mask, T factor, Signal<T> input, ArrayView<T> output)
        where T : unmanaged, IReal<T> =>
        output[index] = mask.Keeps(index % shape.Lanes, shape.Begin + index / shape.Lanes) ? factor * input[index] : T.From(0);

    /// <summary>Makes the adjoint of one element of the input from that of the output, in place.</summary>
    public static void Backward<T>(Index1D index, SequenceShape shape, DropoutMask mask, T factor, ArrayView<T> adjoint)
        where T : unmanaged, IReal<T> =>
        adjoint[index] = mask.Keeps(index % shape.Lanes, shape.Begin + index / shape.Lanes) ? factor * adjoint[index] : T.From(0);
}
