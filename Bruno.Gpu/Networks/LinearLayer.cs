using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Networks;

/// <summary>Dense synapses: y = x w + b at every step, one matrix product over the whole segment of time.</summary>
public sealed class LinearLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly IMatrixProduct<T> product;
    private readonly Parameter weights;
    private readonly Parameter? bias;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private readonly Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<T>> backwardBias;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="bias">The bias, or none.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public LinearLayer(
        string name, Parameter weights, Parameter? bias, IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        this.weights = weights;
        this.bias = bias;
        this.product = product;
        this.context = context;
        output = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        adjoint = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        backwardBias = context.Device.Load<Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<T>>>(
            MatrixProductKernels.BackwardBias);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => weights.Shape[0];

    /// <inheritdoc/>
    public int Outputs => weights.Shape[1];

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private ArrayView<T> Weights => context.Parameters.ValuesOf(weights);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, SequenceExtent extent)
    {
        int late = Math.Min(context.Delay, extent.Steps) * extent.Batch;
        ArrayView<T> constant = bias is null ? ArrayView<T>.Empty : context.Parameters.ValuesOf(bias);

        // Before the first input arrives the output is the bias alone: a product over no inputs.
        if (late > 0)
            product.Forward(new(late, 0, Outputs), input, Weights, constant, output.View);
        if (Rows(extent) - late is int rows and > 0)
            product.Forward(new(rows, Inputs, Outputs), input, Weights, constant, From(output.View, late * Outputs));
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, ArrayView<T> inputAdjoint, SequenceExtent extent)
    {
        int late = Math.Min(context.Delay, extent.Steps) * extent.Batch;
        MatrixShape shape = new(Rows(extent) - late, Inputs, Outputs);
        ArrayView<T> reached = From(adjoint.View, late * Outputs);

        product.BackwardWeights(shape, input, reached, context.Parameters.GradientsOf(weights));
        if (bias is not null)
            backwardBias(Outputs, shape with { Rows = Rows(extent) }, adjoint.View, context.Parameters.GradientsOf(bias));
        if (inputAdjoint.Length == 0)
            return;

        if (shape.Rows > 0)
            product.BackwardInput(shape, reached, Weights, inputAdjoint);
        if (late > 0)
            inputAdjoint.SubView(shape.Rows * Inputs, late * Inputs).MemSetToZero(context.Device.Accelerator.DefaultStream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        output.Dispose();
    }

    private static int Rows(SequenceExtent extent) => extent.Steps * extent.Batch;

    /// <summary>The rest of a view; all of it where nothing is left, because ILGPU refuses a view that begins at the end.</summary>
    private static ArrayView<T> From(ArrayView<T> view, long begin) =>
        begin < view.Length ? view.SubView(begin, view.Length - begin) : view;
}
