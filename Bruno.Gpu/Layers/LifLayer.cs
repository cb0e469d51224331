using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of LIF neurons with trainable decays, recurrent if it has recurrent weights.</summary>
public sealed class LifLayer<T> : INeuronLayer<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Threads that sum the gradient of a decay.</summary>
    private const int LaneChunks = 128;

    private readonly LayerContext<T> context;
    private readonly T threshold;
    private readonly Surrogate<T> surrogate;
    private readonly Parameter decays;
    private readonly int trainedDecays;
    private readonly Parameter? recurrent;
    private readonly EffectiveWeights<T>? effective;
    private readonly DeviceBuffer<T>? laterWeights;
    private readonly IMatrixProduct<T> product;
    private readonly StateRows<T> states;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> current;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly DeviceBuffer<T>[] carried;
    private readonly DeviceBuffer<T> laterDrive;
    private readonly DeviceBuffer<T>[] shares;
    private readonly Action<Index1D, T, DeviceTape<T>, DeviceTape<T>, ArrayView<Spike>> enter;

    private readonly Action<Index1D, LifSequence<T>, StepRange, DeviceTape<T>> forward;
    private readonly Action<Index1D, LifSequence<T>, StepRange, LifBackwardArguments<T>> backward;
    private readonly DeviceBuffer<T> partialSums;
    private readonly Action<Index1D, int, LifAdjoints<T>, ArrayView<T>> sumLanes;
    private readonly Action<Index1D, int, ArrayView<T>, ArrayView<T>, ArrayView<T>> decayGradient;
    private readonly LocalDerivativeBuffers<T>? local;
    private readonly EligibilityTraces<T>? traces;

    private readonly Action<Index1D, LifSequence<T>, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>> localise;

    private int lanesInUse;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="threshold">The potential at which they fire.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="trainedDecays">Which of them are trained: 1 for alpha and 2 for beta.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public LifLayer(
        string name, int neurons, double threshold, Surrogate<T> surrogate, Parameter decays, int trainedDecays, Parameter? recurrent,
        SynapseOptions synapses, IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        Outputs = neurons;
        this.threshold = T.From(threshold);
        this.surrogate = surrogate;
        this.decays = decays;
        this.trainedDecays = trainedDecays;
        this.recurrent = recurrent;
        this.product = product;
        this.context = context;

        ComputeDevice device = context.Device;
        DeviceMemory memory = device.Memory;
        int lanes = context.Batch * neurons;
        if (recurrent is not null)
        {
            effective = new EffectiveWeights<T>(context, recurrent, synapses, sumsNoise: false);
            bool goesBack = !context.Routes.IsOnline && !context.Draws.IsPopulation;
            if (effective.MayVaryByStep && goesBack)
                laterWeights = memory.Allocate<T>((long)effective.Capacity * recurrent.Length, MemoryPurpose.Synapses);
        }

        states = new StateRows<T>(device, lanes, context.Plan.Rows);
        potential = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.States);
        current = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.States);
        spikes = memory.Allocate<Spike>(context.Elements(neurons) + lanes, MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        carried = [.. Enumerable.Range(0, 2).Select(_ => memory.Allocate<T>(lanes, MemoryPurpose.Gradients))];
        laterDrive = memory.Allocate<T>(IsRecurrent ? lanes : 0, MemoryPurpose.Gradients);
        shares = [.. Enumerable.Range(0, 2).Select(_ => memory.Allocate<T>(lanes, MemoryPurpose.Gradients))];

        HostLif<T>? host = device.IsHost && !IsRecurrent ? new(device) : null;
        enter = host is not null ? host.Enter
            : device.Load<Action<Index1D, T, DeviceTape<T>, DeviceTape<T>, ArrayView<Spike>>>(LifEnterKernel.Run);
        forward = host is not null ? host.Forward
            : device.LoadLong<Action<Index1D, LifSequence<T>, StepRange, DeviceTape<T>>>(LifForwardKernel.Run, lanes);
        backward = host is not null ? host.Backward
            : device.LoadLong<Action<Index1D, LifSequence<T>, StepRange, LifBackwardArguments<T>>>(LifBackwardKernel.Run, lanes);
        partialSums = memory.Allocate<T>(2 * LaneChunks, MemoryPurpose.Gradients);
        sumLanes = device.Load<Action<Index1D, int, LifAdjoints<T>, ArrayView<T>>>(DecayGradientKernel.SumLanes);
        decayGradient = device.Load<Action<Index1D, int, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(DecayGradientKernel.Run);
        localise = device.Load<Action<Index1D, LifSequence<T>, Surrogate<T>, ArrayView<T>, LocalDerivatives<T>>>(LifLocalKernel.Run);
        if (context.Routes.IsOnline)
        {
            local = new LocalDerivativeBuffers<T>(device, context.Elements(neurons));
            traces = IsRecurrent ? new EligibilityTraces<T>(device, context.Batch, neurons, neurons) : null;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public bool IsSpiking => true;

    /// <inheritdoc/>
    public Signal<T> Output => new(spikes.View.SubView(lanesInUse, spikes.View.Length - lanesInUse));

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public LocalDerivatives<T>? Local => local?.View;

    /// <inheritdoc/>
    public bool AnswersAtOnce => false;

    /// <inheritdoc/>
    public int OperationsOfOutput => IsRecurrent ? Outputs : 0;

    /// <summary>The states of the window at hand: after each step and, first, before it.</summary>
    public DeviceTape<T> Tape => new(potential.View, current.View);

    /// <summary>
    /// The derivative of the loss with respect to the membrane potentials of all steps, [steps, batch, neurons], for
    /// losses that read them; empty otherwise.
    /// </summary>
    public ArrayView<T> PotentialAdjoint { get; set; } = ArrayView<T>.Empty;

    /// <summary>Whether the neurons are connected among each other.</summary>
    public bool IsRecurrent => recurrent is not null;

    private ArrayView<T> Decays => context.Parameters.ValuesOf(decays);

    private RecurrentWeights<T> Recurrent =>
        effective is null ? new(ArrayView<T>.Empty, WeightSelection.One) : new(effective.View, effective.Selection);

    private bool VariesByStep => effective is { VaryByStep: true };

    private LifAdjoints<T> Adjoints =>
        new(carried[0].View, carried[1].View, laterDrive.View, shares[0].View, shares[1].View);

    private LifSequence<T> Sequence(Signal<T> input, SequenceShape shape) =>
        new(shape, threshold, Decays, Recurrent, input, Tape, spikes.View);

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        states.Clear();
        effective?.Begin(batch);
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch) => states.Keep(row, batch * Outputs);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => states.Restore(row, batch * Outputs);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        lanesInUse = shape.Lanes;
        enter(shape.Lanes, threshold, states.Current, Tape, spikes.View);
        int stride = StepsOfLaunch(window);
        for (int step = 0; step < window.Steps; step += stride)
        {
            StepRange steps = new(step, step + stride);
            if (VariesByStep)
                effective!.Step(window.Begin + steps.Begin);
            forward(shape.Lanes, Sequence(input, shape), steps, states.Current);
        }
    }

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        // A step of a LIF neuron takes less than reading its state from memory would: only the window's start is kept.
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        Forget(batch);
        foreach (DeviceBuffer<T> buffer in shares)
            buffer.Clear();
        traces?.Clear();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        if (local is not null)
        {
            localise(shape.Length, Sequence(input, shape), surrogate, adjoint.View, local.View);
            if (recurrent is { IsTrained: true })
                traces!.Accumulate(new Signal<T>(spikes.View), local.View, window, Outputs, context.Parameters.GradientsOf(recurrent));
            return;
        }

        ArrayView<T> ofPotentials = PotentialAdjoint.Length > 0
            ? PotentialAdjoint.SubView((long)shape.Begin * shape.Lanes, shape.Length)
            : PotentialAdjoint;
        if (VariesByStep)
            effective!.Step(window.Begin + window.Steps);
        int stride = StepsOfLaunch(window);
        for (int end = window.Steps; end > 0; end -= stride)
        {
            StepRange steps = new(end - stride, end);
            RecurrentWeights<T> later = Recurrent;
            if (VariesByStep)
            {
                ArrayView<T> kept = laterWeights!.View.SubView(0, effective!.View.Length);
                effective.View.CopyTo(context.Device.Accelerator.DefaultStream, kept);
                later = new(kept, effective.Selection);
                effective.Step(window.Begin + steps.Begin);
            }

            backward(
                shape.Lanes, Sequence(input, shape), steps,
                new(surrogate, context.Routes.CarriesAdjoints ? 1 : 0, later, adjoint.View, ofPotentials, Adjoints));
        }

        if (recurrent is not null)
        {
            // The drive of a step holds the spikes of the step before: rows of the window one earlier.
            if (recurrent.IsTrained)
            {
                product.BackwardWeights(
                    new MatrixShape(window.Rows, Outputs, Outputs), new Signal<T>(spikes.View), adjoint.View,
                    context.Parameters.GradientsOf(recurrent));
            }

            adjoint.View.SubView(0, shape.Lanes).CopyTo(context.Device.Accelerator.DefaultStream, laterDrive.View.SubView(0, shape.Lanes));
        }
    }

    /// <inheritdoc/>
    public void Forget(int batch)
    {
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Clear();
        laterDrive.Clear();
    }

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        sumLanes(2 * LaneChunks, batch * Outputs, Adjoints, partialSums.View);
        decayGradient(2, trainedDecays, Decays, partialSums.View, context.Parameters.GradientsOf(decays));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        partialSums.Dispose();
        traces?.Dispose();
        local?.Dispose();
        foreach (DeviceBuffer<T> buffer in shares)
            buffer.Dispose();
        laterDrive.Dispose();
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Dispose();
        adjoint.Dispose();
        spikes.Dispose();
        current.Dispose();
        potential.Dispose();
        states.Dispose();
        laterWeights?.Dispose();
        effective?.Dispose();
    }

    /// <summary>How many steps a launch takes: all at once, or one where neurons read each other's spikes.</summary>
    private int StepsOfLaunch(TimeWindow window) => recurrent is null ? window.Steps : 1;
}

/// <summary>Adds LIF neurons to networks.</summary>
public static class LifLayer
{
    /// <summary>Adds LIF neurons, one a unit.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="alpha">Decay of the membrane potential.</param>
    /// <param name="beta">Decay of the synaptic current.</param>
    /// <param name="threshold">The potential at which they fire.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="slope">Its slope.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses; ideal ones where not given.</param>
    /// <param name="uniforms">For conformance: the random numbers of their rounding, [batch, from, to].</param>
    public static void AddLif<T>(
        this LayerStack<T> stack, double alpha, double beta, double threshold, SurrogateKind surrogate, double slope, double[]? recurrent,
        SynapseConfiguration? synapses = null, double[]? uniforms = null)
        where T : unmanaged, IReal<T> =>
        stack.AddLifNeurons(alpha, beta, threshold, surrogate, slope, recurrent is null ? null : () => recurrent, synapses, uniforms);

    /// <summary>Adds LIF neurons whose recurrent weights, where they have any, are made when they are needed.</summary>
    /// <param name="training">What is trained; all where not given.</param>
    /// <inheritdoc cref="AddLif"/>
    internal static void AddLifNeurons<T>(
        this LayerStack<T> stack, double alpha, double beta, double threshold, SurrogateKind surrogate, double slope,
        Func<double[]>? recurrent, SynapseConfiguration? synapses, double[]? uniforms = null, ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        SynapseOptions options = recurrent is null ? new(synapses ?? new(), 0, uniforms) : stack.NextMatrix(synapses, uniforms);
        string name = stack.NextName(recurrent is null ? "lif" : "rlif");
        int neurons = stack.Units;
        bool trainsAlpha = training?.Trains(ParameterTraining.Alpha) ?? true, trainsBeta = training?.Trains(ParameterTraining.Beta) ?? true;
        Parameter decays = stack.Layout.Declare($"{name}.decays", [2], () => [alpha, beta], trainsAlpha || trainsBeta);
        Parameter? weights = recurrent is null
            ? null
            : stack.Layout.Declare($"{name}.recurrent", [neurons, neurons], recurrent, training?.Trains(ParameterTraining.Weights) ?? true);
        Surrogate<T> derivative = new(T.From(slope), surrogate);
        stack.Add(neurons, context => new LifLayer<T>(
            name, neurons, threshold, derivative, decays, (trainsAlpha ? 1 : 0) + (trainsBeta ? 2 : 0), weights, options, stack.Product, context), isSpiking: true);
    }
}
