using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>Adds what an earlier layer put out at the same step, and hands back its adjoint to both.</summary>
internal sealed class SkipLayer<T> : ILayer<T>, IBranch<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> kept;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly Action<Index1D, Signal<T>, Signal<T>, ArrayView<T>> sum;
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>> add;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The layer whose output is added, of as many units as the one before.</param>
    /// <param name="context">What it is built with.</param>
    public SkipLayer(string name, ILayer<T> source, LayerContext<T> context)
    {
        Name = name;
        Source = source;
        this.context = context;
        output = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        kept = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        adjoint = new ElementwiseAdjoint<T>(context, Outputs);
        sum = context.Device.Load<Action<Index1D, Signal<T>, Signal<T>, ArrayView<T>>>(SumKernels.Signals);
        add = context.Device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>>>(SumKernels.Add);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs => Source.Outputs;

    /// <inheritdoc/>
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public ILayer<T> Source { get; }

    /// <inheritdoc/>
    public bool IsStepwise => true;

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) => sum(window.Rows * Outputs, input, Source.Output, output.View);

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        // Layers below turn the adjoint into theirs in place.
        long length = (long)window.Rows * Outputs;
        adjoint.View.SubView(0, length).CopyTo(context.Device.Accelerator.DefaultStream, kept.View.SubView(0, length));
    }

    /// <inheritdoc/>
    public void AddAdjoint(TimeWindow window) => add(window.Rows * Outputs, kept.View, Source.OutputAdjoint);

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        kept.Dispose();
        output.Dispose();
    }
}

/// <summary>Adds skip connections to networks.</summary>
internal static class SkipLayer
{
    /// <summary>Adds a skip connection.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="from">The number of the layer whose output is added.</param>
    public static void AddSkip<T>(this LayerStack<T> stack, int from)
        where T : unmanaged, IReal<T>
    {
        if (from < 0 || from >= stack.Count - 1 || stack.UnitsOf(from) != stack.Units)
            throw new ArgumentException("A skip connection comes from a layer further back, of equal width.", nameof(from));
        string name = stack.NextName("skip");
        stack.Add(stack.Units, context => new SkipLayer<T>(name, context.Earlier[from], context), isSpiking: false);
    }
}
