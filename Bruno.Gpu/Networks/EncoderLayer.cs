using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>
/// The trainable encoder in front of a network: copies of the input channels, each with a gain and a bias,
/// e = gain (tile(x) + bias).
/// </summary>
public sealed class EncoderLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter gain;
    private readonly Parameter bias;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private readonly Action<Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> forward;

    private readonly Action<
        Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> backward;

    /// <summary>Builds the encoder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Channels of the data.</param>
    /// <param name="gain">The gains, as many as outputs; outputs are a multiple of the inputs.</param>
    /// <param name="bias">The biases.</param>
    /// <param name="context">What it is built with; it must be the first layer.</param>
    public EncoderLayer(string name, int inputs, Parameter gain, Parameter bias, LayerContext<T> context)
    {
        Name = name;
        Inputs = inputs;
        this.gain = gain;
        this.bias = bias;
        this.context = context;
        output = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        adjoint = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        forward = context.Device.Load<
            Action<Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(EncoderKernels.Forward);
        backward = context.Device.Load<
            Action<Index1D, MatrixShape, Signal<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            EncoderKernels.BackwardParameters);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => gain.Length;

    /// <inheritdoc/>
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) => forward(
        window.Rows * Outputs,
        Shape(window),
        input,
        context.Parameters.ValuesOf(gain),
        context.Parameters.ValuesOf(bias),
        output.View);

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        // No eligibility trace reaches in front of the first synapses.
        if (context.Routes.IsOnline)
            return;
        backward(
            Outputs,
            Shape(window),
            input,
            context.Parameters.ValuesOf(gain),
            context.Parameters.ValuesOf(bias),
            adjoint.View,
            context.Parameters.GradientsOf(gain),
            context.Parameters.GradientsOf(bias));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        output.Dispose();
    }

    private MatrixShape Shape(TimeWindow window) => new(window.Rows, Inputs, Outputs);
}
