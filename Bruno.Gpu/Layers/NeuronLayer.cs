using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A layer of neurons that take one step an outer step, with coefficients that may be trained, connected among each other where it
/// has recurrent synapses. A step takes less than reading its state from memory would: only the beginnings of windows are kept.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TNeuron">The neuron.</typeparam>
internal sealed class NeuronLayer<T, TNeuron> : INeuronLayer<T>, IWatchedStates<T>
    where T : unmanaged, IReal<T>
    where TNeuron : struct, INeuron<TNeuron, T>
{
    private readonly LayerContext<T> context;
    private readonly NeuronLayerOptions options;
    private readonly TNeuron neuron;
    private readonly Surrogate<T> surrogate;
    private readonly NeuronCoefficientTable<T> coefficients;
    private readonly int trainedCoefficients;
    private readonly RecurrentSynapses<T>? recurrent;
    private readonly NeuronPasses<T, TNeuron> passes;
    private readonly StateRows<T> states;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> @internal;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly DeviceBuffer<T> soft;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly DeviceBuffer<T> carriedPotential;
    private readonly DeviceBuffer<T> carriedInternal;
    private readonly DeviceBuffer<T> carriedOutput;
    private readonly LocalDerivativeBuffers<T, DeviceState<T>, Matrix2<T>>? local;
    private readonly Action<Index1D, TNeuron, DeviceTape<T>> start;
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>> watch;
    private readonly Action<Index1D, NeuronSequence<T, TNeuron>, DeviceTape<T>> enter;
    private readonly Action<Index1D, NeuronSequence<T, TNeuron>, Surrogate<T>, ArrayView<T>, LocalDerivatives<T, DeviceState<T>, Matrix2<T>>> localise;

    private int lanesInUse;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="options">Output, surrogate, coefficients and recurrent synapses.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public NeuronLayer(string name, int neurons, TNeuron neuron, NeuronLayerOptions options, IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        Outputs = neurons;
        this.neuron = neuron;
        this.options = options;
        this.context = context;
        surrogate = new(T.From(options.SurrogateSlope), options.Surrogate);

        ComputeDevice device = context.Device;
        DeviceMemory memory = device.Memory;
        int lanes = context.Batch * neurons;
        coefficients = new NeuronCoefficientTable<T>(context, neurons, options.Coefficients);
        recurrent = options.Recurrent is { } synapses ? new(context, synapses.Weights, synapses.Synapses, product, TracesOf) : null;
        trainedCoefficients = coefficients.Trained;
        passes = new NeuronPasses<T, TNeuron>(device, neurons, lanes, recurrent);
        states = new StateRows<T>(device, 2, lanes, context.Plan.Rows);
        long rows = context.Elements(neurons) + lanes;
        potential = memory.Allocate<T>(rows, MemoryPurpose.States);
        @internal = memory.Allocate<T>(rows, MemoryPurpose.States);
        spikes = memory.Allocate<Spike>(options.Output == NeuronOutput.Spikes ? rows : 0, MemoryPurpose.Spikes);
        soft = memory.Allocate<T>(options.Output == NeuronOutput.Logistic ? rows : 0, MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        carriedPotential = memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
        carriedInternal = memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
        carriedOutput = memory.Allocate<T>(neuron.FeelsSpikes ? lanes : 0, MemoryPurpose.Gradients);
        local = context.Routes.IsOnline ? new LocalDerivativeBuffers<T, DeviceState<T>, Matrix2<T>>(device, context.Elements(neurons), neuron.FeelsSpikes) : null;
        start = device.Load<Action<Index1D, TNeuron, DeviceTape<T>>>(NeuronKernels.Start);
        watch = device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>>>(StateWatchKernel.Run);
        enter = device.Load<Action<Index1D, NeuronSequence<T, TNeuron>, DeviceTape<T>>>(NeuronKernels.Enter);
        localise = device.Load<Action<Index1D, NeuronSequence<T, TNeuron>, Surrogate<T>, ArrayView<T>, LocalDerivatives<T, DeviceState<T>, Matrix2<T>>>>(NeuronKernels.Localise);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public bool IsSpiking => options.Output == NeuronOutput.Spikes;

    /// <inheritdoc/>
    public Signal<T> Output => options.Output switch
    {
        NeuronOutput.Spikes => new(After(spikes.View)),
        NeuronOutput.Logistic => new(After(soft.View)),
        _ => new(After(potential.View)),
    };

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public ILocalDerivatives<T>? Local => local;

    /// <inheritdoc/>
    public IEligibilityTraces<T> TracesOf(int inputs) =>
        new EligibilityTraces<T, DeviceState<T>, Matrix2<T>>(context.Device, context.Batch, inputs, Outputs);

    /// <inheritdoc/>
    public bool AnswersAtOnce => neuron.AnswersAtOnce;

    /// <inheritdoc/>
    public int OperationsOfOutput => recurrent is null ? 0 : Outputs;

    /// <summary>The states of the window at hand: after each step and, first, before it.</summary>
    public DeviceTape<T> Tape => new(potential.View, @internal.View);

    /// <summary>
    /// The derivative of the loss with respect to the membrane potentials of all steps, [steps, batch, neurons], for
    /// losses that read them; empty otherwise.
    /// </summary>
    public ArrayView<T> PotentialAdjoint { get; set; } = ArrayView<T>.Empty;

    private Signal<T> Fired => options.Output switch
    {
        NeuronOutput.Spikes => new(spikes.View),
        NeuronOutput.Logistic => new(soft.View),
        _ => new(ArrayView<T>.Empty),
    };

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        coefficients.Begin();
        start(batch * Outputs, neuron, states.Current);
        recurrent?.Begin(batch);
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch) => states.Keep(row, batch * Outputs);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => states.Restore(row, batch * Outputs);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        NeuronSequence<T, TNeuron> sequence = Sequence(input, window);
        lanesInUse = sequence.Shape.Lanes;
        enter(lanesInUse, sequence, states.Current);
        passes.Forward(sequence, input, window, states.Current);
    }

    /// <inheritdoc/>
    void IWatchedStates<T>.Watch(ArrayView<int> lost) =>
        watch(lanesInUse, states.Current.Potential, states.Current.Internal, 2, (int)states.Current.Internal.Length, LargestNumber.Of<T>(), lost);

    /// <inheritdoc/>
    LostState? IWatchedStates<T>.FindLost(TimeWindow window)
    {
        int lanes = lanesInUse, length = (window.Steps + 1) * lanes;
        T[] potentials = SignalCopy.Of(potential.View, length), others = SignalCopy.Of(@internal.View, length);
        for (int index = lanes; index < length; ++index)
        {
            double value = T.ToDouble(potentials[index]), other = T.ToDouble(others[index]);
            if (!double.IsFinite(value) || !double.IsFinite(other))
                return new(index / lanes - 1, index % lanes, double.IsFinite(value) ? "internal variable" : "membrane potential", double.IsFinite(value) ? other : value);
        }

        return null;
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
        Forget(batch);
        coefficients.BeginBackward();
        recurrent?.BeginBackward();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        NeuronSequence<T, TNeuron> sequence = Sequence(input, window);
        SequenceShape shape = sequence.Shape;
        Invariant.Holds(lanesInUse == shape.Lanes, "A layer goes back through what it went forwards through");
        if (local is not null)
        {
            localise(shape.Length, sequence, surrogate, adjoint.View, local.View);
            recurrent?.Accumulate(Fired, local, window);
            return;
        }

        ArrayView<T> ofPotentials = PotentialAdjoint.Length > 0
            ? PotentialAdjoint.SubView((long)shape.Begin * shape.Lanes, shape.Length)
            : PotentialAdjoint;
        passes.Backward(sequence, window, new(
            surrogate, context.Routes.CarriesAdjoints ? 1 : 0, adjoint.View, ofPotentials, new(carriedPotential.View, carriedInternal.View),
            carriedOutput.View, coefficients.Shares(window.Batch), trainedCoefficients));
    }

    /// <inheritdoc/>
    public void Forget(int batch)
    {
        carriedPotential.Clear();
        carriedInternal.Clear();
        carriedOutput.Clear();
        recurrent?.Forget();
    }

    /// <inheritdoc/>
    public void EndBackward(int batch) => coefficients.EndBackward(batch);

    /// <inheritdoc/>
    public void Dispose()
    {
        local?.Dispose();
        carriedOutput.Dispose();
        carriedInternal.Dispose();
        carriedPotential.Dispose();
        adjoint.Dispose();
        soft.Dispose();
        spikes.Dispose();
        @internal.Dispose();
        potential.Dispose();
        states.Dispose();
        recurrent?.Dispose();
        coefficients.Dispose();
    }

    private ArrayView<TElement> After<TElement>(ArrayView<TElement> rows)
        where TElement : unmanaged => rows.SubView(lanesInUse, rows.Length - lanesInUse);

    private NeuronSequence<T, TNeuron> Sequence(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        Signal<T> drive = recurrent is null ? input : new(recurrent.Drives);
        Invariant.Holds(drive.Length >= shape.Length, "There is an input for every step");
        Invariant.Holds(potential.Length >= (window.Steps + 1L) * shape.Lanes, "There is a state after every step and before the first");
        return new(shape, neuron, coefficients.Values, options.Output, drive, Tape, Fired);
    }
}
