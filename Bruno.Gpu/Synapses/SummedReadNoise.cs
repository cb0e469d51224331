using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// Read noise of a dense layer, a random number an output, step and batch element; see <see cref="SummedNoiseKernels"/>. The variances
/// are a matrix product of squared inputs. Backwards the noise is a number that was added.
/// </summary>
internal sealed class SummedReadNoise<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly IMatrixProduct<T> product;
    private readonly DeviceBuffer<T> ofInputs;
    private readonly DeviceBuffer<T> sums;
    private readonly Action<Index1D, Signal<T>, ArrayView<T>> square;
    private readonly Action<Index1D, MatrixShape, ChipKeys, NoiseRows, ArrayView<T>, ArrayView<T>> add;

    /// <summary>Allocates what a window needs.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="rows">Rows of a window.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    public SummedReadNoise(ComputeDevice device, IMatrixProduct<T> product, long rows, int inputs, int outputs)
    {
        this.product = product;
        ofInputs = device.Memory.Allocate<T>(rows * inputs, MemoryPurpose.Synapses);
        sums = device.Memory.Allocate<T>(rows * outputs, MemoryPurpose.Synapses);
        square = device.Load<Action<Index1D, Signal<T>, ArrayView<T>>>(SummedNoiseKernels.Square);
        add = device.Load<Action<Index1D, MatrixShape, ChipKeys, NoiseRows, ArrayView<T>, ArrayView<T>>>(SummedNoiseKernels.Add);
    }

    /// <summary>Adds noise to the outputs of a window.</summary>
    /// <param name="shape">Rows are step × batch + element.</param>
    /// <param name="selection">Which matrix each row uses.</param>
    /// <param name="input">[rows, inputs]. The square of a spike is the spike.</param>
    /// <param name="variances">Those of the weights, [matrices, inputs, outputs].</param>
    /// <param name="keys">The chips.</param>
    /// <param name="rows">What the random numbers follow from.</param>
    /// <param name="output">[rows, outputs].</param>
    public void Add(
        MatrixShape shape, WeightSelection selection, Signal<T> input, ArrayView<T> variances, ChipKeys keys, NoiseRows rows, ArrayView<T> output)
    {
        Signal<T> squares = input;
        if (!input.IsSpiking)
        {
            square(shape.Rows * shape.Inputs, input, ofInputs.View);
            squares = new Signal<T>(ofInputs.View.SubView(0, (long)shape.Rows * shape.Inputs));
        }

        product.Forward(shape, selection, squares, variances, ArrayView<T>.Empty, Part(sums, shape));
        add(shape.Rows * ((shape.Outputs + 3) / 4), shape, keys, rows, sums.View, output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sums.Dispose();
        ofInputs.Dispose();
    }

    private static ArrayView<T> Part(DeviceBuffer<T> buffer, MatrixShape shape) => buffer.View.SubView(0, (long)shape.Rows * shape.Outputs);
}
