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
        Index1D element, MatrixShape shape, Signal<T> x, EncoderParameters<T> parameters, ArrayView<T> y)
        where T : unmanaged, IReal<T>
    {
        int row = element / shape.Outputs, column = element % shape.Outputs;
        y[element] = parameters.Gain[column] * (x[row * shape.Inputs + column % shape.Inputs] + parameters.Bias[column]);
    }

    /// <summary>
    /// Adds a window to one lane's shares of the gradients of gain and bias, [batch, outputs], the last step first.
    /// </summary>
    public static void BackwardParameters<T>(
        Index1D lane, SequenceShape shape, int inputs, Signal<T> x, EncoderParameters<T> parameters, ArrayView<T> dy, EncoderParameters<T> shares)
        where T : unmanaged, IReal<T>
    {
        int element = lane / shape.Neurons, column = lane % shape.Neurons;
        T gainSum = shares.Gain[lane], biasSum = shares.Bias[lane];
        for (int step = shape.Steps - 1; step >= 0; --step)
        {
            T adjoint = dy[step * shape.Lanes + lane];
            gainSum += adjoint * (x[(step * shape.Batch + element) * inputs + column % inputs] + parameters.Bias[column]);
            biasSum += parameters.Gain[column] * adjoint;
        }

        shares.Gain[lane] = gainSum;
        shares.Bias[lane] = biasSum;
    }

    /// <summary>
    /// Sums the shares of one output's gain and bias over the batch, its last element first. The gradients of what is not trained are
    /// empty views.
    /// </summary>
    public static void SumShares<T>(
        Index1D column, int batch, EncoderParameters<T> shares, EncoderParameters<T> gradients)
        where T : unmanaged, IReal<T>
    {
        int outputs = (int)(gradients.Gain.Length > 0 ? gradients.Gain.Length : gradients.Bias.Length);
        T gainSum = T.From(0), biasSum = T.From(0);
        for (int element = batch - 1; element >= 0; --element)
        {
            gainSum += shares.Gain[element * outputs + column];
            biasSum += shares.Bias[element * outputs + column];
        }

        if (gradients.Gain.Length > 0)
            gradients.Gain[column] = gainSum;
        if (gradients.Bias.Length > 0)
            gradients.Bias[column] = biasSum;
    }
}
