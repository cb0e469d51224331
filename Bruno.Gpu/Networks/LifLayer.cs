using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Networks;

/// <summary>A layer of LIF neurons with trainable decays, recurrent if it has recurrent weights.</summary>
public sealed class LifLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly T threshold;
    private readonly Surrogate<T> surrogate;
    private readonly Parameter decays;
    private readonly Parameter? recurrent;
    private readonly IMatrixProduct<T> product;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> current;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly DeviceBuffer<T>[] carried;

    private readonly Action<
        Index1D, SequenceShape, StepRange, T, ArrayView<T>, ArrayView<T>, Signal<T>, DeviceTape<T>,
        ArrayView<Spike>> forward;

    private readonly Action<
        Index1D, SequenceShape, StepRange, T, Surrogate<T>, ArrayView<T>, ArrayView<T>, Signal<T>, DeviceTape<T>,
        ArrayView<Spike>, ArrayView<T>, ArrayView<T>, LifAdjoints<T>> backward;

    private readonly Action<Index1D, int, ArrayView<T>, LifAdjoints<T>, ArrayView<T>> decayGradient;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="threshold">The potential at which they fire.</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="decays">alpha and beta.</param>
    /// <param name="recurrent">Recurrent weights [from, to], or none.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public LifLayer(
        string name, int neurons, double threshold, Surrogate<T> surrogate, Parameter decays, Parameter? recurrent,
        IMatrixProduct<T> product, LayerContext<T> context)
    {
        Name = name;
        Outputs = neurons;
        this.threshold = T.From(threshold);
        this.surrogate = surrogate;
        this.decays = decays;
        this.recurrent = recurrent;
        this.product = product;
        this.context = context;

        DeviceMemory memory = context.Device.Memory;
        int lanes = context.Capacity.Batch * neurons;
        potential = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.Tape);
        current = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.Tape);
        spikes = memory.Allocate<Spike>(context.Elements(neurons), MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        carried = [.. Enumerable.Range(0, 4).Select(_ => memory.Allocate<T>(lanes, MemoryPurpose.Gradients))];

        forward = context.Device.Load<Action<
            Index1D, SequenceShape, StepRange, T, ArrayView<T>, ArrayView<T>, Signal<T>, DeviceTape<T>,
            ArrayView<Spike>>>(LifForwardKernel.Run);
        backward = context.Device.Load<Action<
            Index1D, SequenceShape, StepRange, T, Surrogate<T>, ArrayView<T>, ArrayView<T>, Signal<T>, DeviceTape<T>,
            ArrayView<Spike>, ArrayView<T>, ArrayView<T>, LifAdjoints<T>>>(LifBackwardKernel.Run);
        decayGradient = context.Device.Load<Action<Index1D, int, ArrayView<T>, LifAdjoints<T>, ArrayView<T>>>(
            DecayGradientKernel.Run);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public Signal<T> Output => new(spikes.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <summary>The states after each step and, first, the start.</summary>
    public DeviceTape<T> Tape => new(potential.View, current.View);

    /// <summary>
    /// The derivative of the loss with respect to the membrane potentials, [steps, batch, neurons], for losses that read
    /// them; empty otherwise.
    /// </summary>
    public ArrayView<T> PotentialAdjoint { get; set; } = ArrayView<T>.Empty;

    /// <summary>Whether the neurons are connected among each other.</summary>
    public bool IsRecurrent => recurrent is not null;

    private ArrayView<T> Decays => context.Parameters.ValuesOf(decays);

    private ArrayView<T> Recurrent => recurrent is null ? ArrayView<T>.Empty : context.Parameters.ValuesOf(recurrent);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, SequenceExtent extent)
    {
        SequenceShape shape = Shape(extent);

        // A pass over fewer lanes may have left its states where this one starts.
        AcceleratorStream stream = context.Device.Accelerator.DefaultStream;
        potential.View.SubView(0, shape.Lanes).MemSetToZero(stream);
        current.View.SubView(0, shape.Lanes).MemSetToZero(stream);
        foreach (StepRange steps in Launches(extent))
            forward(shape.Lanes, shape, steps, threshold, Decays, Recurrent, input, Tape, spikes.View);
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, ArrayView<T> inputAdjoint, SequenceExtent extent)
    {
        SequenceShape shape = Shape(extent);
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Clear();

        LifAdjoints<T> adjoints = new(carried[0].View, carried[1].View, carried[2].View, carried[3].View);
        foreach (StepRange steps in Launches(extent).Reverse())
        {
            backward(
                shape.Lanes, shape, steps, threshold, surrogate, Decays, Recurrent, input, Tape, spikes.View,
                adjoint.View, PotentialAdjoint, adjoints);
        }

        decayGradient(2, shape.Lanes, Decays, adjoints, context.Parameters.GradientsOf(decays));
        if (recurrent is not null)
        {
            // The drive of a step holds the spikes of the step before.
            MatrixShape products = new((extent.Steps - 1) * extent.Batch, Outputs, Outputs);
            // With one step only, the product over no rows makes the gradient zero; ILGPU refuses a view that begins at the end.
            ArrayView<T> later = products.Rows > 0
                ? adjoint.View.SubView(shape.Lanes, adjoint.View.Length - shape.Lanes)
                : adjoint.View;
            product.BackwardWeights(products, Output, later, context.Parameters.GradientsOf(recurrent));
        }

        adjoint.PassTo(inputAdjoint, extent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Dispose();
        adjoint.Dispose();
        spikes.Dispose();
        current.Dispose();
        potential.Dispose();
    }

    /// <summary>The steps of each launch: all at once, or one by one where neurons read each other's spikes.</summary>
    private IEnumerable<StepRange> Launches(SequenceExtent extent) => recurrent is null
        ? [new StepRange(0, extent.Steps)]
        : Enumerable.Range(0, extent.Steps).Select(step => new StepRange(step, step + 1));

    private SequenceShape Shape(SequenceExtent extent) => new(extent.Steps, extent.Batch, Outputs, context.Delay);
}
