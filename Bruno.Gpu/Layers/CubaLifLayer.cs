using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
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

/// <summary>
/// A layer of <see cref="CubaLif{T}"/>, each with coefficients of its own that are not trained; recurrent if it has recurrent
/// weights, which are. It puts out spikes, or the membrane potentials.
/// </summary>
public sealed class CubaLifLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly CubaLifNeurons neurons;
    private readonly Surrogate<T> surrogate;
    private readonly Parameter first;
    private readonly Parameter? recurrent;
    private readonly EffectiveWeights<T>? effective;
    private readonly DeviceBuffer<T>? laterWeights;
    private readonly IMatrixProduct<T> product;
    private readonly StateRows<T> states;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> current;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly DeviceBuffer<T> carriedPotential;
    private readonly DeviceBuffer<T> carriedCurrent;
    private readonly DeviceBuffer<T> laterDrive;
    private readonly Action<Index1D, CubaLifSequence<T>, DeviceTape<T>> enter;
    private readonly Action<Index1D, CubaLifSequence<T>, StepRange, DeviceTape<T>> forward;
    private readonly Action<Index1D, CubaLifSequence<T>, StepRange, LifBackwardArguments<T>> backward;

    private int lanesInUse;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="units">How many neurons it has.</param>
    /// <param name="neurons">What they do with their coefficients.</param>
    /// <param name="first">The first of the parameters that hold the coefficients, which follow each other.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="synapses">The recurrent synapses.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public CubaLifLayer(
        string name, int units, CubaLifNeurons neurons, Parameter first, Parameter? recurrent, SynapseOptions synapses,
        IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        Outputs = units;
        this.neurons = neurons;
        this.first = first;
        this.recurrent = recurrent;
        this.product = product;
        this.context = context;
        surrogate = new(T.From(neurons.SurrogateSlope), neurons.Surrogate);

        ComputeDevice device = context.Device;
        DeviceMemory memory = device.Memory;
        int lanes = context.Batch * units;
        if (recurrent is not null)
        {
            effective = new EffectiveWeights<T>(context, recurrent, synapses, sumsNoise: false);
            if (effective.MayVaryByStep && !context.Draws.IsPopulation)
                laterWeights = memory.Allocate<T>((long)effective.Capacity * recurrent.Length, MemoryPurpose.Synapses);
        }

        states = new StateRows<T>(device, lanes, context.Plan.Rows);
        potential = memory.Allocate<T>(context.Elements(units) + lanes, MemoryPurpose.States);
        current = memory.Allocate<T>(context.Elements(units) + lanes, MemoryPurpose.States);
        spikes = memory.Allocate<Spike>(IsSpiking ? context.Elements(units) + lanes : 0, MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, units);
        carriedPotential = memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
        carriedCurrent = memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
        laterDrive = memory.Allocate<T>(recurrent is null ? 0 : lanes, MemoryPurpose.Gradients);
        enter = device.Load<Action<Index1D, CubaLifSequence<T>, DeviceTape<T>>>(CubaLifKernels.Enter);
        forward = device.LoadLong<Action<Index1D, CubaLifSequence<T>, StepRange, DeviceTape<T>>>(CubaLifKernels.Forward, lanes);
        backward = device.LoadLong<Action<Index1D, CubaLifSequence<T>, StepRange, LifBackwardArguments<T>>>(CubaLifKernels.Backward, lanes);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public bool IsSpiking => neurons.Spiking;

    /// <inheritdoc/>
    public Signal<T> Output => IsSpiking
        ? new(spikes.View.SubView(lanesInUse, spikes.View.Length - lanesInUse))
        : new(potential.View.SubView(lanesInUse, potential.View.Length - lanesInUse));

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public int OperationsOfOutput => recurrent is null ? 0 : Outputs;

    /// <summary>The states of the window at hand, potentials before their reset: after each step and, first, before it.</summary>
    public DeviceTape<T> Tape => new(potential.View, current.View);

    private ArrayView<T> Coefficients =>
        context.Parameters.Values.SubView(first.Offset, CubaLif<T>.Coefficients * Outputs);

    private RecurrentWeights<T> Recurrent =>
        effective is null ? new(ArrayView<T>.Empty, WeightSelection.One) : new(effective.View, effective.Selection);

    private bool VariesByStep => effective is { VaryByStep: true };

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
        enter(shape.Lanes, Sequence(input, shape), states.Current);
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
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch) => Forget(batch);

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        LifAdjoints<T> carried = new(
            carriedPotential.View, carriedCurrent.View, laterDrive.View, ArrayView<T>.Empty, ArrayView<T>.Empty);
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
                new(surrogate, context.Routes.CarriesAdjoints ? 1 : 0, later, adjoint.View, ArrayView<T>.Empty, carried));
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
        carriedPotential.Clear();
        carriedCurrent.Clear();
        laterDrive.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        laterDrive.Dispose();
        carriedCurrent.Dispose();
        carriedPotential.Dispose();
        adjoint.Dispose();
        spikes.Dispose();
        current.Dispose();
        potential.Dispose();
        states.Dispose();
        laterWeights?.Dispose();
        effective?.Dispose();
    }

    private CubaLifSequence<T> Sequence(Signal<T> input, SequenceShape shape) =>
        new(shape, Coefficients, neurons.Reset == ResetKind.Subtract ? 1 : 0, Recurrent, input, Tape, IsSpiking ? spikes.View : ArrayView<Spike>.Empty);

    /// <summary>How many steps a launch takes: all at once, or one where neurons read each other's spikes.</summary>
    private int StepsOfLaunch(TimeWindow window) => recurrent is null ? window.Steps : 1;
}
