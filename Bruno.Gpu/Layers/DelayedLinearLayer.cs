using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Dense synapses with a delay each: y_o(t) = sum over i of w_io x_i(t - d_io) + b_o, as one matrix product for every whole step that a
/// signal may be late (<see cref="SynapticDelayKernels"/>). Besides what a dense layer takes, it keeps the input of as many steps as
/// the longest delay has, and a matrix of weights and one of gradients for each.
/// </summary>
internal sealed class DelayedLinearLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly IMatrixProduct<T> product;
    private readonly Parameter weights;
    private readonly Parameter? bias;
    private readonly Parameter parameter;
    private readonly EffectiveWeights<T> effective;
    private readonly EffectiveDelays<T> delays;
    private readonly SignalHistory<T> input;
    private readonly AdjointHistory<T> adjoints;
    private readonly int spacing;
    private readonly DeviceBuffer<T> ofLevels;
    private readonly DeviceBuffer<T> gradients;
    private readonly DeviceBuffer<T> summand;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private readonly Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> spread;
    private readonly Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> backwardWeights;
    private readonly Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> backwardDelays;
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>> add;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">Weights and delays, [inputs, outputs], and the bias, if there is one.</param>
    /// <param name="synapses">The synapses.</param>
    /// <param name="configuration">What becomes of the delays.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="history">The input so far.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public DelayedLinearLayer(
        string name, (Parameter Weights, Parameter? Bias, Parameter Delays) parameters, SynapseOptions synapses, DelayConfiguration configuration,
        int layer, SignalHistory<T> history, IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        LongestDelay = configuration.Maximum;
        (weights, bias, parameter) = parameters;
        this.product = product;
        this.context = context;
        ComputeDevice device = context.Device;
        effective = new EffectiveWeights<T>(context, weights, synapses, sumsNoise: false);
        delays = new EffectiveDelays<T>(context, parameter, configuration, layer);
        input = history;
        adjoints = new AdjointHistory<T>(context, Outputs, LongestDelay);
        // What deviates may come to lie on any step.
        spacing = configuration.Deviates ? 1 : configuration.Multiple;
        Count = LongestDelay / spacing + 1;
        ofLevels = device.Memory.Allocate<T>(
            ArrayLength.Of(Count, Math.Max(effective.Capacity, delays.Capacity), weights.Length), MemoryPurpose.Synapses);
        gradients = device.Memory.Allocate<T>(ArrayLength.Of(Count, weights.Length), MemoryPurpose.Gradients);
        summand = device.Memory.Allocate<T>(context.Elements(Math.Max(Inputs, Outputs)), MemoryPurpose.Scratch);
        output = device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        adjoint = device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        spread = device.Load<Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(SynapticDelayKernels.Spread);
        backwardWeights = device.Load<Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            SynapticDelayKernels.BackwardWeights);
        backwardDelays = device.Load<Action<Index1D, DelayLevels, DelayTaps<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            SynapticDelayKernels.BackwardDelays);
        add = device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>>>(SynapticDelayKernels.Add);
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
    public int LongestDelay { get; }

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <summary>How many whole steps a signal may be late.</summary>
    private int Count { get; }

    private WeightSelection Selection => delays.DifferByChip
        ? WeightSelection.ByChip(context.Draws.ChipSeeds.Count, context.Draws.SamplesPerChip)
        : effective.Selection;

    private DelayLevels Levels => new(
        Count, spacing, weights.Length, Selection.Matrices, effective.Selection.Matrices > 1 ? weights.Length : 0,
        delays.DifferByChip ? weights.Length : 0);

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        effective.Begin(batch);
        delays.Begin();
        input.Begin();
        spread(Selection.Matrices * weights.Length, Levels, delays.Taps, delays.View, effective.View, ofLevels.View);
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch) => input.Keep(row, batch);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => input.Restore(row, batch);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        this.input.Take(input, window);
        int length = window.Rows * Outputs;
        for (int level = 0; level < Count; ++level)
        {
            ArrayView<T> constant = level > 0 || bias is null ? ArrayView<T>.Empty : context.Parameters.ValuesOf(bias);
            product.Forward(
                Shape(window), Selection, this.input.Late(level * spacing, window), WeightsOf(level), constant,
                (level == 0 ? output : summand).View.SubView(0, length));
            if (level > 0)
                add(length, summand.View, output.View);
        }
    }

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        adjoints.Clear();
        gradients.Clear();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        MatrixShape shape = Shape(window);
        adjoints.Take(adjoint.View, window);
        for (int level = 0; level < Count; ++level)
        {
            product.BackwardWeights(
                shape, this.input.Late(level * spacing, window), adjoint.View, gradients.View.SubView((long)level * weights.Length, weights.Length));
        }

        if (bias is { IsTrained: true })
            product.BackwardBias(shape, adjoint.View, context.Parameters.GradientsOf(bias));
        if (context.PreviousAdjoint is not ArrayView<T> inputAdjoint)
            return;
        int length = window.Rows * Inputs;
        for (int level = 0; level < Count; ++level)
        {
            product.BackwardInput(
                shape, Selection, adjoints.Late(level * spacing, window), WeightsOf(level),
                (level == 0 ? inputAdjoint : summand.View).SubView(0, length));
            if (level > 0)
                add(length, summand.View, inputAdjoint);
        }
    }

    /// <inheritdoc/>
    public void Forget(int batch) => adjoints.Clear();

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        if (weights.IsTrained)
            backwardWeights(weights.Length, Levels, delays.Taps, delays.View, gradients.View, context.Parameters.GradientsOf(weights));
        if (parameter.IsTrained)
        {
            backwardDelays(
                weights.Length, Levels, delays.Taps, delays.View, effective.View, gradients.View, context.Parameters.GradientsOf(parameter));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        output.Dispose();
        summand.Dispose();
        gradients.Dispose();
        ofLevels.Dispose();
        adjoints.Dispose();
        input.Dispose();
        delays.Dispose();
        effective.Dispose();
    }

    private ArrayView<T> WeightsOf(int level)
    {
        long length = (long)Selection.Matrices * weights.Length;
        return ofLevels.View.SubView(level * length, length);
    }

    private MatrixShape Shape(TimeWindow window) => new(window.Rows, Inputs, Outputs);
}

/// <summary>Adds dense synapses with delays to networks.</summary>
internal static class DelayedLinearLayer
{
    /// <summary>Adds dense synapses with a delay each.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="outputs">Units they lead to.</param>
    /// <param name="weights">Makes [inputs, outputs].</param>
    /// <param name="bias">Makes as many as outputs; none for no bias.</param>
    /// <param name="delays">Makes [inputs, outputs], steps.</param>
    /// <param name="configuration">What becomes of the delays.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="synapses">The synapses; ideal ones where not given.</param>
    /// <param name="training">What is trained; weights and bias where it is not given.</param>
    /// <exception cref="BrunoException">The gradient method does not go through delays.</exception>
    public static void AddDelayedLinear<T>(
        this LayerStack<T> stack, int outputs, Func<double[]> weights, Func<double[]>? bias, Func<double[]> delays,
        DelayConfiguration configuration, int layer, SynapseConfiguration? synapses = null, ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        DelayLayerConfiguration.RequireNoTraces(stack, layer);
        string name = stack.NextName("linear");
        (bool isSpiking, bool isDropped) = (stack.IsSpiking, stack.IsDropped);
        SynapseOptions options = stack.NextMatrix(synapses, null);
        int inputs = stack.Units;
        Parameter weight = stack.Layout.Declare($"{name}.weights", [inputs, outputs], weights, training?.Trains(ParameterTraining.Weights) ?? true);
        Parameter? constant = bias is null ? null : stack.Layout.Declare($"{name}.bias", [outputs], bias, training?.Trains(ParameterTraining.Bias) ?? true);
        Parameter delay = configuration.Declare(stack.Layout, name, [inputs, outputs], delays);
        stack.Add(
            outputs,
            context => new DelayedLinearLayer<T>(
                name, (weight, constant, delay), options, configuration, layer,
                new SignalHistory<T>(context, inputs, configuration.Maximum, isSpiking, isDropped), stack.Product, context),
            isSpiking: false);
    }
}
