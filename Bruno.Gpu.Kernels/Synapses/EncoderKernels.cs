using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The trainable encoder e = gain (tile(x) + bias): copies of the input channels, one after the other, each with its own
/// gain and bias.
/// </summary>
public static class EncoderKernels
{
    /// <summary>The encoding of one element of [rows, outputs].</summary>
    public static void Forward<T>(
        Index1D element, MatrixShape shape, Signal<T> x, ArrayView<T> gain, ArrayView<T> bias, ArrayView<T> y)
        where T : unmanaged, IReal<T>
    {
        int row = element / shape.Outputs, column = element % shape.Outputs;
        y[element] = gain[column] * (x[row * shape.Inputs + column % shape.Inputs] + bias[column]);
    }

    /// <summary>Adds to the gradients of one output's gain and bias, the last row first.</summary>
    public static void BackwardParameters<T>(
        Index1D column,
        MatrixShape shape,
        Signal<T> x,
        ArrayView<T> gain,
        ArrayView<T> bias,
        ArrayView<T> dy,
        ArrayView<T> gainGradient,
        ArrayView<T> biasGradient)
        where T : unmanaged, IReal<T>
    {
        T gainSum = gainGradient[column], biasSum = biasGradient[column];
        for (int row = shape.Rows - 1; row >= 0; --row)
        {
            T adjoint = dy[row * shape.Outputs + column];
            gainSum += adjoint * (x[row * shape.Inputs + column % shape.Inputs] + bias[column]);
            biasSum += gain[column] * adjoint;
        }

        gainGradient[column] = gainSum;
        biasGradient[column] = biasSum;
    }
}
