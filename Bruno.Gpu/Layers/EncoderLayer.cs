using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The trainable encoder in front of a network: copies of the input channels, each with a gain and a bias,
/// e = gain (tile(x) + bias).
/// </summary>
internal sealed class EncoderLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter gain;
    private readonly Parameter bias;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private readonly Action<Index1D, MatrixShape, Signal<T>, EncoderParameters<T>, ArrayView<T>> forward;

    private readonly DeviceBuffer<T> gainShares;
    private readonly DeviceBuffer<T> biasShares;

    private readonly Action<Index1D, SequenceShape, int, Signal<T>, EncoderParameters<T>, ArrayView<T>, EncoderParameters<T>> backward;

    private readonly Action<Index1D, int, EncoderParameters<T>, EncoderParameters<T>> sumShares;

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
            Action<Index1D, MatrixShape, Signal<T>, EncoderParameters<T>, ArrayView<T>>>(EncoderKernels.Forward);
        gainShares = context.Device.Memory.Allocate<T>((long)context.Batch * Outputs, MemoryPurpose.Gradients);
        biasShares = context.Device.Memory.Allocate<T>((long)context.Batch * Outputs, MemoryPurpose.Gradients);
        backward = context.Device.Load<
            Action<Index1D, SequenceShape, int, Signal<T>, EncoderParameters<T>, ArrayView<T>, EncoderParameters<T>>>(
            EncoderKernels.BackwardParameters);
        sumShares = context.Device.Load<Action<Index1D, int, EncoderParameters<T>, EncoderParameters<T>>>(EncoderKernels.SumShares);
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

    private EncoderParameters<T> Values => new(context.Parameters.ValuesOf(gain), context.Parameters.ValuesOf(bias));

    private bool IsTrained => gain.IsTrained || bias.IsTrained;

    private EncoderParameters<T> Shares => new(gainShares.View, biasShares.View);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) => forward(
        window.Rows * Outputs,
        Shape(window),
        input,
        Values,
        output.View);

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        // No eligibility trace reaches in front of the first synapses.
        if (context.Routes.IsOnline || !IsTrained)
            return;
        SequenceShape shape = window.Shape(Outputs);
        backward(
            shape.Lanes,
            shape,
            Inputs,
            input,
            Values,
            adjoint.View,
            Shares);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        gainShares.Clear();
        biasShares.Clear();
    }

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        if (!context.Routes.IsOnline && IsTrained)
            sumShares(Outputs, batch, Shares, new(GradientsOf(gain), GradientsOf(bias)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        biasShares.Dispose();
        gainShares.Dispose();
        adjoint.Dispose();
        output.Dispose();
    }

    private ArrayView<T> GradientsOf(Parameter parameter) =>
        parameter.IsTrained ? context.Parameters.GradientsOf(parameter) : ArrayView<T>.Empty;

    private MatrixShape Shape(TimeWindow window) => new(window.Rows, Inputs, Outputs);
}

/// <summary>Adds encoders to networks.</summary>
internal static class EncoderLayer
{
    /// <summary>Adds the trainable encoder, which must come first.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="gain">Gains; a multiple of the inputs.</param>
    /// <param name="bias">Biases, as many.</param>
    public static void AddEncoder<T>(this LayerStack<T> stack, double[] gain, double[] bias)
        where T : unmanaged, IReal<T> => stack.AddEncoder(gain.Length, () => gain, () => bias);

    /// <summary>Adds the trainable encoder, which must come first.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="outputs">Its units; a multiple of the inputs.</param>
    /// <param name="gain">Makes as many gains.</param>
    /// <param name="bias">Makes as many biases.</param>
    /// <param name="training">What is trained; both where not given.</param>
    public static void AddEncoder<T>(
        this LayerStack<T> stack, int outputs, Func<double[]> gain, Func<double[]> bias, ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        if (stack.Count > 0 || outputs % stack.Units != 0)
            throw new ArgumentException("An encoder is the first layer and has a multiple of its inputs.", nameof(outputs));

        string name = stack.NextName("encoder");
        int channels = stack.Units;
        Parameter gains = stack.Layout.Declare($"{name}.gain", [outputs], gain, training?.Trains(ParameterTraining.Gain) ?? true);
        Parameter biases = stack.Layout.Declare($"{name}.bias", [outputs], bias, training?.Trains(ParameterTraining.Bias) ?? true);
        stack.Add(outputs, context => new EncoderLayer<T>(name, channels, gains, biases, context), isSpiking: false);
    }
}
