using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The three products of a dense layer over a whole segment of time, portable to every backend: one thread an element
/// of the result, summed in a fixed order, so that the same input gives the same bits. Gradients add to what is there,
/// later rows first: the passes run backwards in time, and so a gradient has the same bits however time is cut.
/// </summary>
public static class MatrixProductKernels
{
    /// <summary>y = x w + b. The bias may be empty.</summary>
    public static void Forward<T>(
        Index1D element,
        MatrixShape shape,
        WeightSelection selection,
        Signal<T> x,
        ArrayView<T> weights,
        ArrayView<T> bias,
        ArrayView<T> y)
        where T : unmanaged, IReal<T>
    {
        int row = element / shape.Outputs, column = element % shape.Outputs;
        int first = selection.Of(row) * shape.Inputs * shape.Outputs;
        T sum = bias.Length > 0 ? bias[column] : T.From(0);
        for (int k = 0; k < shape.Inputs; ++k)
            sum += x[row * shape.Inputs + k] * weights[first + k * shape.Outputs + column];
        y[element] = sum;
    }

    /// <summary>dx = dy w^T.</summary>
    public static void BackwardInput<T>(
        Index1D element, MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
        where T : unmanaged, IReal<T>
    {
        int row = element / shape.Inputs, column = element % shape.Inputs;
        int first = selection.Of(row) * shape.Inputs * shape.Outputs;
        T sum = T.From(0);
        for (int k = 0; k < shape.Outputs; ++k)
            sum += dy[row * shape.Outputs + k] * weights[first + column * shape.Outputs + k];
        dx[element] = sum;
    }

    /// <summary>dw += x^T dy, the last row first.</summary>
    public static void BackwardWeights<T>(
        Index1D element, MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
        where T : unmanaged, IReal<T>
    {
        int from = element / shape.Outputs, to = element % shape.Outputs;
        T sum = dw[element];
        for (int row = shape.Rows - 1; row >= 0; --row)
            sum += x[row * shape.Inputs + from] * dy[row * shape.Outputs + to];
        dw[element] = sum;
    }

    /// <summary>db += the sum of dy over its rows, the last row first.</summary>
    public static void BackwardBias<T>(Index1D column, MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
        where T : unmanaged, IReal<T>
    {
        T sum = db[column];
        for (int row = shape.Rows - 1; row >= 0; --row)
            sum += dy[row * shape.Outputs + column];
        db[column] = sum;
    }
}
