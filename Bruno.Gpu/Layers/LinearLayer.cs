using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using ILGPU;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Dense synapses: y = x w + b at every step, one matrix product over a window of time, or one a step where the weights differ
/// from step to step.
/// </summary>
internal sealed class LinearLayer<T> : ISynapseLayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly IMatrixProduct<T> product;
    private readonly Parameter weights;
    private readonly Parameter? bias;
    private readonly EffectiveWeights<T> effective;
    private readonly SummedReadNoise<T>? noise;
    private readonly SignalConverter<T>? dac;
    private readonly SignalConverter<T>? adc;
    private readonly ActivePhase active;
    private readonly DeviceBuffer<T>? converted;
    private readonly DeviceBuffer<T>? unconverted;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private INeuronLayer<T>? target;
    private IEligibilityTraces<T>? traces;
    private IEligibilityTraces<T>? biasTraces;
    private DeviceBuffer<T>? ones;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="bias">The bias, or none.</param>
    /// <param name="synapses">The synapses.</param>
    /// <param name="readsSpikes">Whether its input is made of spikes, which are pulses and need no converter.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public LinearLayer(
        string name, Parameter weights, Parameter? bias, SynapseOptions synapses, bool readsSpikes, IMatrixProduct<T> product,
        LayerContext<T> context)
    {
        Name = name;
        this.weights = weights;
        this.bias = bias;
        this.product = product;
        this.context = context;
        effective = new EffectiveWeights<T>(context, weights, synapses, sumsNoise: true);
        if (effective.SumsNoise)
            noise = new SummedReadNoise<T>(context.Device, product, (long)context.Plan.Window * context.Batch, Inputs, Outputs);
        NonIdealityConfiguration effects = synapses.Configuration.NonIdealities;
        active = synapses.Configuration.Active;
        dac = readsSpikes ? null : SignalConverter<T>.For(context.Device, effects.InputDac);
        adc = SignalConverter<T>.For(context.Device, effects.OutputAdc);
        if (dac is not null)
            converted = context.Device.Memory.Allocate<T>(context.Elements(Inputs), MemoryPurpose.Synapses);
        if (adc is not null)
            unconverted = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Synapses);
        output = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        adjoint = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => weights.Shape[0];

    /// <inheritdoc/>
    public int Outputs => weights.Shape[1];

    /// <inheritdoc/>
    public int OperationsOfInput => Outputs;

    /// <inheritdoc/>
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private bool Converts => context.Draws.IsPopulation || context.Draws.IsActive(active);

    /// <inheritdoc/>
    public void CarryTraces(INeuronLayer<T> neurons)
    {
        target = neurons;
        ComputeDevice device = context.Device;
        traces = neurons.TracesOf(Inputs);
        if (bias is null)
            return;
        biasTraces = neurons.TracesOf(1);
        ones = device.Memory.Allocate<T>((long)context.Plan.Window * context.Batch, MemoryPurpose.Scratch);
        if (!device.IsPlan)
            ones.Upload([.. Enumerable.Repeat(T.From(1), context.Plan.Window * context.Batch)]);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        traces?.Clear();
        biasTraces?.Clear();
    }

    /// <inheritdoc/>
    public void Begin(int batch) => effective.Begin(batch);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        bool isConverted = adc is not null && Converts;
        ArrayView<T> sums = isConverted ? unconverted!.View : output.View;
        ArrayView<T> constant = bias is null ? ArrayView<T>.Empty : context.Parameters.ValuesOf(bias);
        Signal<T> read = Converted(input, window);
        for (int step = 0; step < window.Steps;)
        {
            StepRange steps = Read(window, step);
            step = steps.End;
            int begin = steps.Begin * window.Batch, rows = (steps.End - steps.Begin) * window.Batch;
            product.Forward(
                new MatrixShape(rows, Inputs, Outputs), effective.Selection,
                read.Part((long)begin * Inputs, (long)rows * Inputs), effective.View, constant,
                sums.SubView((long)begin * Outputs, (long)rows * Outputs));
        }

        if (effective.Variances is { Length: > 0 } variances)
            noise!.Add(Shape(window), effective.Selection, read, variances, effective.NoiseKeys, effective.NoiseOf(window), sums);
        if (isConverted)
            adc!.Forward(Part(unconverted!, window, Outputs), Part(output, window, Outputs));
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        MatrixShape shape = Shape(window);
        if (adc is not null && Converts)
            adc.Backward(Part(unconverted!, window, Outputs), Part(adjoint, window, Outputs));

        // The forward pass of this window has left what the DAC put out.
        Signal<T> read = dac is not null && Converts ? new(converted!.View) : input;
        if (target?.Local is { } local)
        {
            if (weights.IsTrained)
                traces!.Accumulate(read, local, window, Outputs, context.Parameters.GradientsOf(weights));
            if (bias is { IsTrained: true })
                biasTraces!.Accumulate(new Signal<T>(ones!.View), local, window, Outputs, context.Parameters.GradientsOf(bias));
        }
        else
        {
            if (weights.IsTrained)
                product.BackwardWeights(shape, read, adjoint.View, context.Parameters.GradientsOf(weights));
            if (bias is { IsTrained: true })
                product.BackwardBias(shape, adjoint.View, context.Parameters.GradientsOf(bias));
        }

        if (context.PreviousAdjoint is not ArrayView<T> inputAdjoint)
            return;
        for (int step = 0; step < window.Steps;)
        {
            StepRange steps = Read(window, step);
            step = steps.End;
            int begin = steps.Begin * window.Batch, rows = (steps.End - steps.Begin) * window.Batch;
            product.BackwardInput(
                new MatrixShape(rows, Inputs, Outputs), effective.Selection,
                adjoint.View.SubView((long)begin * Outputs, (long)rows * Outputs), effective.View,
                inputAdjoint.SubView((long)begin * Inputs, (long)rows * Inputs));
        }

        if (dac is not null && Converts)
            dac.Backward(input.Values.SubView(0, (long)window.Rows * Inputs), inputAdjoint.SubView(0, (long)window.Rows * Inputs));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ones?.Dispose();
        biasTraces?.Dispose();
        traces?.Dispose();
        adjoint.Dispose();
        output.Dispose();
        unconverted?.Dispose();
        converted?.Dispose();
        noise?.Dispose();
        effective.Dispose();
    }

    private static ArrayView<T> Part(DeviceBuffer<T> buffer, TimeWindow window, int units) =>
        buffer.View.SubView(0, (long)window.Rows * units);

    /// <summary>The steps from one on that one read of the weights serves, which is made.</summary>
    private StepRange Read(TimeWindow window, int step)
    {
        if (!effective.VaryByStep)
            return new(step, window.Steps);
        effective.Step(window.Begin + step);
        return new(step, step + 1);
    }

    /// <summary>The input as the DAC puts it out.</summary>
    private Signal<T> Converted(Signal<T> input, TimeWindow window)
    {
        if (dac is null || !Converts)
            return input;
        dac.Forward(input.Values.SubView(0, (long)window.Rows * Inputs), Part(converted!, window, Inputs));
        return new(converted!.View);
    }

    private MatrixShape Shape(TimeWindow window) => new(window.Rows, Inputs, Outputs);
}

/// <summary>Adds dense synapses to networks.</summary>
internal static class LinearLayer
{
    /// <summary>Adds dense synapses.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="outputs">Units they lead to.</param>
    /// <param name="weights">[inputs, outputs].</param>
    /// <param name="bias">As many as outputs, or none.</param>
    /// <param name="synapses">The synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, inputs, outputs].</param>
    public static void AddLinear<T>(
        this LayerStack<T> stack, int outputs, double[] weights, double[]? bias, SynapseConfiguration? synapses = null, double[]? uniforms = null)
        where T : unmanaged, IReal<T> => stack.AddLinear(outputs, () => weights, bias is null ? null : () => bias, synapses, uniforms);

    /// <summary>Adds dense synapses whose initial weights are made when they are needed.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="outputs">Units they lead to.</param>
    /// <param name="weights">Makes [inputs, outputs].</param>
    /// <param name="bias">Makes as many as outputs; none for no bias.</param>
    /// <param name="synapses">The synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, inputs, outputs].</param>
    /// <param name="training">What is trained; all where not given.</param>
    public static void AddLinear<T>(
        this LayerStack<T> stack, int outputs, Func<double[]> weights, Func<double[]>? bias, SynapseConfiguration? synapses = null,
        double[]? uniforms = null, ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        string name = stack.NextName("linear");
        bool readsSpikes = stack.IsSpiking;
        SynapseOptions options = stack.NextMatrix(synapses, uniforms);
        if (stack.Routes.IsOnline && options.Configuration.NonIdealities.OutputAdc.Bits is not null)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"Eligibility traces (eprop) do not go through the output_adc of '{name}': leave it out, or use another gradient method.");
        }

        Parameter weight = stack.Layout.Declare($"{name}.weights", [stack.Units, outputs], weights, training?.Trains(ParameterTraining.Weights) ?? true);
        Parameter? constant = bias is null ? null : stack.Layout.Declare($"{name}.bias", [outputs], bias, training?.Trains(ParameterTraining.Bias) ?? true);
        stack.Add(outputs, context => new LinearLayer<T>(name, weight, constant, options, readsSpikes, stack.Product, context), isSpiking: false);
    }
}
