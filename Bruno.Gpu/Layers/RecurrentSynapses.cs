using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
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
/// Synapses among the neurons of a layer, with everything that other synapses have: the drive of a step is the input plus what
/// the neurons put out in the step before, weighted. It is made before the step, and on the way back the adjoint of what was put
/// out gets its share before the step's own backward pass.
/// </summary>
internal sealed class RecurrentSynapses<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter weights;
    private readonly IMatrixProduct<T> product;
    private readonly bool goesBack;
    private readonly EffectiveWeights<T> effective;
    private readonly DeviceBuffer<T> drives;
    private readonly DeviceBuffer<T> transposed;
    private readonly DeviceBuffer<T> later;
    private readonly IEligibilityTraces<T>? traces;
    private readonly Action<Index1D, SequenceShape, StepRange, RecurrentWeights<T>, Signal<T>, Signal<T>, ArrayView<T>> drive;
    private readonly Action<Index1D, int, ArrayView<T>, ArrayView<T>> transpose;
    private readonly Action<Index1D, SequenceShape, int, RecurrentWeights<T>, ArrayView<T>, ArrayView<T>> adjoint;

    /// <summary>Allocates drives and what the way back needs.</summary>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="weights">The weights, [from, to].</param>
    /// <param name="synapses">The synapses.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="tracesOf">Makes traces for so many presynaptic units.</param>
    public RecurrentSynapses(LayerContext<T> context, Parameter weights, SynapseOptions synapses, IMatrixProduct<T> product, Func<int, IEligibilityTraces<T>> tracesOf)
    {
        this.context = context;
        this.weights = weights;
        this.product = product;
        ComputeDevice device = context.Device;
        effective = new EffectiveWeights<T>(context, weights, synapses, sumsNoise: false);
        goesBack = !context.Routes.IsOnline && !context.Draws.IsPopulation;
        drives = device.Memory.Allocate<T>(context.Elements(Neurons), MemoryPurpose.Currents);
        transposed = device.Memory.Allocate<T>(goesBack ? (long)effective.Capacity * weights.Length : 0, MemoryPurpose.Gradients);
        later = device.Memory.Allocate<T>(goesBack ? context.Batch * Neurons : 0, MemoryPurpose.Gradients);
        traces = context.Routes.IsOnline && weights.IsTrained ? tracesOf(Neurons) : null;
        drive = device.Load<Action<Index1D, SequenceShape, StepRange, RecurrentWeights<T>, Signal<T>, Signal<T>, ArrayView<T>>>(RecurrentKernels.Drive);
        transpose = device.Load<Action<Index1D, int, ArrayView<T>, ArrayView<T>>>(RecurrentKernels.Transpose);
        adjoint = device.Load<Action<Index1D, SequenceShape, int, RecurrentWeights<T>, ArrayView<T>, ArrayView<T>>>(RecurrentKernels.Adjoint);
    }

    /// <summary>The drives of the window at hand, [steps, batch, neurons].</summary>
    public ArrayView<T> Drives => drives.View;

    /// <summary>Whether weights differ from step to step in this pass, so that drives are made step by step.</summary>
    public bool VaryByStep => effective.VaryByStep;

    /// <summary>The weights of the pass, or of the step at hand, [from, to].</summary>
    public RecurrentWeights<T> Weights => new(effective.View, effective.Selection);

    /// <summary>The same on the way back, [to, from].</summary>
    public RecurrentWeights<T> Transposed => new(transposed.View, effective.Selection);

    /// <summary>The adjoints of the drives of the first step after the window, [batch, neurons].</summary>
    public ArrayView<T> Later => later.View;

    private int Neurons => weights.Shape[0];

    /// <summary>Makes the weights of a sequence.</summary>
    public void Begin(int batch) => effective.Begin(batch);

    /// <summary>Makes the drives of some steps.</summary>
    /// <param name="input">[steps, batch, neurons].</param>
    /// <param name="fired">What the neurons put out: row k before step k.</param>
    /// <param name="window">The window.</param>
    /// <param name="steps">The steps, whose rows of <paramref name="fired"/> are there; one where weights vary by step.</param>
    public void Drive(Signal<T> input, Signal<T> fired, TimeWindow window, StepRange steps)
    {
        SequenceShape shape = window.Shape(Neurons);
        if (VaryByStep)
            effective.Step(window.Begin + steps.Begin);
        drive((steps.End - steps.Begin) * shape.Lanes, shape, steps, Weights, input, fired, drives.View);
    }

    /// <summary>Makes the drives of a window whose neurons' output is known.</summary>
    /// <inheritdoc cref="Drive"/>
    public void DriveAll(Signal<T> input, Signal<T> fired, TimeWindow window)
    {
        int stride = VaryByStep ? 1 : window.Steps;
        for (int step = 0; step < window.Steps; step += stride)
            Drive(input, fired, window, new(step, step + stride));
    }

    /// <summary>Sets what is carried back, or forward by traces, to zero.</summary>
    public void BeginBackward()
    {
        Forget();
        traces?.Clear();
        if (goesBack && !VaryByStep)
            Transpose();
    }

    /// <summary>Adds to the adjoints of what was put out in a step what the next step's drives received of it.</summary>
    /// <param name="adjoints">[steps, batch, neurons]: of outputs up to the step, of drives after it.</param>
    /// <param name="window">The window.</param>
    /// <param name="step">The step.</param>
    public void AddToAdjoint(ArrayView<T> adjoints, TimeWindow window, int step)
    {
        if (!context.Routes.CarriesAdjoints)
            return;
        SequenceShape shape = window.Shape(Neurons);
        if (VaryByStep)
        {
            effective.Step(window.Begin + step + 1);
            Transpose();
        }

        adjoint(shape.Lanes, shape, step, Transposed, later.View, adjoints);
    }

    /// <summary>Adds to the gradient of the weights, and keeps what the window before needs.</summary>
    /// <param name="fired">What the neurons put out: row k before step k.</param>
    /// <param name="adjoints">The adjoints of the window's drives.</param>
    /// <param name="window">The window.</param>
    public void EndWindow(Signal<T> fired, ArrayView<T> adjoints, TimeWindow window)
    {
        int lanes = window.Batch * Neurons;
        if (weights.IsTrained)
        {
            product.BackwardWeights(
                new MatrixShape(window.Rows, Neurons, Neurons), fired, adjoints, context.Parameters.GradientsOf(weights));
        }

        adjoints.SubView(0, lanes).CopyTo(context.Device.Accelerator.DefaultStream, later.View.SubView(0, lanes));
    }

    /// <summary>Adds to the gradient of the weights by eligibility traces.</summary>
    public void Accumulate(Signal<T> fired, ILocalDerivatives<T> local, TimeWindow window) =>
        traces?.Accumulate(fired, local, window, Neurons, context.Parameters.GradientsOf(weights));

    /// <summary>Drops the adjoints that would be carried to earlier windows.</summary>
    public void Forget() => later.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        later.Dispose();
        transposed.Dispose();
        drives.Dispose();
        effective.Dispose();
    }

    private void Transpose()
    {
        ArrayView<T> source = effective.View;
        transpose((int)source.Length, Neurons, source, transposed.View);
    }
}
