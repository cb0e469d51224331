using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>Dense synapses: y = x w + b at every step, one matrix product over a window of time.</summary>
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
    private INeuronLayer<T>? target;
    private EligibilityTraces<T>? traces;
    private EligibilityTraces<T>? biasTraces;
    private DeviceBuffer<T>? ones;

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
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private ArrayView<T> Weights => context.Parameters.ValuesOf(weights);

    /// <summary>Gives the synapses eligibility traces for the neurons that they lead to.</summary>
    public void CarryTraces(INeuronLayer<T> neurons)
    {
        target = neurons;
        ComputeDevice device = context.Device;
        traces = new EligibilityTraces<T>(device, context.Batch, Inputs, Outputs);
        if (bias is null)
            return;
        biasTraces = new EligibilityTraces<T>(device, context.Batch, 1, Outputs);
        T[] everyRow = [.. Enumerable.Repeat(T.From(1), context.Plan.Window * context.Batch)];
        ones = device.Memory.Allocate<T>(everyRow, MemoryPurpose.Scratch);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        traces?.Clear();
        biasTraces?.Clear();
    }

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) => product.Forward(
        Shape(window), input, Weights, bias is null ? ArrayView<T>.Empty : context.Parameters.ValuesOf(bias), output.View);

    /// <inheritdoc/>
    public void Backward(Signal<T> input, ArrayView<T> inputAdjoint, TimeWindow window)
    {
        MatrixShape shape = Shape(window);
        if (target?.Local is LocalDerivatives<T> local)
        {
            traces!.Accumulate(input, local, window, Outputs, context.Parameters.GradientsOf(weights));
            biasTraces?.Accumulate(new Signal<T>(ones!.View), local, window, Outputs, context.Parameters.GradientsOf(bias!));
        }
        else
        {
            product.BackwardWeights(shape, input, adjoint.View, context.Parameters.GradientsOf(weights));
            if (bias is not null)
                backwardBias(Outputs, shape, adjoint.View, context.Parameters.GradientsOf(bias));
        }

        if (inputAdjoint.Length > 0)
            product.BackwardInput(shape, adjoint.View, Weights, inputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ones?.Dispose();
        biasTraces?.Dispose();
        traces?.Dispose();
        adjoint.Dispose();
        output.Dispose();
    }

    private MatrixShape Shape(TimeWindow window) => new(window.Rows, Inputs, Outputs);
}
