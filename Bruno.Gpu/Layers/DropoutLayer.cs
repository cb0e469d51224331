using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Leaves out units of the layer before at random in passes of training, and hands on its output as it is in all others. In
/// training it puts out values, also behind spikes.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="units">Units of the layer before.</param>
/// <param name="rate">The share that is left out, 0 to below 1.</param>
/// <param name="mask">What is left out; the number of the pass is put in.</param>
/// <param name="context">What it is built with.</param>
internal sealed class DropoutLayer<T>(string name, int units, double rate, DropoutMask mask, LayerContext<T> context) : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly T factor = T.From(1 / (1 - rate));

    private readonly DeviceBuffer<T> kept = context.Device.Memory.Allocate<T>(
        context.Draws.IsPopulation ? 0 : context.Elements(units), MemoryPurpose.Currents);

    private readonly ElementwiseAdjoint<T> adjoint = new(context, units);

    private readonly Action<Index1D, SequenceShape, DropoutMask, T, Signal<T>, ArrayView<T>> forward =
        context.Device.Load<Action<Index1D, SequenceShape, DropoutMask, T, Signal<T>, ArrayView<T>>>(DropoutKernels.Forward);

    private readonly Action<Index1D, SequenceShape, DropoutMask, T, ArrayView<T>> backward =
        context.Device.Load<Action<Index1D, SequenceShape, DropoutMask, T, ArrayView<T>>>(DropoutKernels.Backward);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Inputs => units;

    /// <inheritdoc/>
    public int Outputs => units;

    /// <summary>It has no neurons: spikes that it hands on are those of the layer before.</summary>
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public Signal<T> Output { get; private set; }

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private DropoutMask Mask => mask with { Pass = context.Draws.Number(drawsAPass: 1) };

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        if (!context.Draws.IsTraining)
        {
            Output = input;
            return;
        }

        Output = new(kept.View);
        SequenceShape shape = window.Shape(units);
        forward(shape.Length, shape, Mask, factor, input, kept.View);
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        if (!context.Draws.IsTraining)
            return;
        SequenceShape shape = window.Shape(units);
        backward(shape.Length, shape, Mask, factor, adjoint.View);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        kept.Dispose();
    }
}

/// <summary>Adds dropouts to networks.</summary>
internal static class DropoutLayer
{
    /// <summary>Adds a dropout.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="rate">The share that is left out, 0 to below 1.</param>
    /// <param name="steps">Steps with the same units left out; none for whole sequences.</param>
    public static void AddDropout<T>(this LayerStack<T> stack, double rate, int? steps = 1)
        where T : unmanaged, IReal<T>
    {
        string name = stack.NextName("dropout");
        int units = stack.Units;
        uint stream = (uint)RandomNumbers.RandomStream.Dropout | (uint)stack.Count << 16;
        DropoutMask mask = new(stack.Draws.Seed, stream, 0, (uint)(rate * (1L << 32)), steps ?? int.MaxValue);
        stack.Add(units, context => new DropoutLayer<T>(name, units, rate, mask, context), stack.IsSpiking, isDropped: stack.IsSpiking);
    }
}
