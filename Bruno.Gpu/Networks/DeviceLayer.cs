using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>
/// A layer of devices: the forward pass integrates every outer step finely and stores the undersampled states only; the
/// gradient method says how they become gradients.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
public sealed class DeviceLayer<T, TDevice> : ILayer<T>, IDeviceTape<T>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
{
    private readonly LayerContext<T> context;
    private readonly T currentUnit;
    private readonly Surrogate<T> surrogate;
    private readonly Euler<T> integrator;
    private readonly IBackwardPass<T, TDevice> backward;
    private readonly DeviceBuffer<TDevice> devices;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> @internal;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>> start;

    private readonly Action<
        Index1D, SequenceShape, ParameterView<TDevice>, Euler<T>, T, Signal<T>, DeviceTape<T>, ArrayView<Spike>> forward;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="parameters">One device for all of them, or one each.</param>
    /// <param name="options">Integration, current unit, surrogate and gradient method.</param>
    /// <param name="context">What it is built with.</param>
    public DeviceLayer(
        string name, int neurons, ReadOnlySpan<TDevice> parameters, DeviceLayerOptions options, LayerContext<T> context)
    {
        if (parameters.Length != 1 && parameters.Length != neurons)
            throw new ArgumentException($"{parameters.Length} devices for {neurons} neurons.", nameof(parameters));

        Name = name;
        Outputs = neurons;
        this.context = context;
        currentUnit = T.From(options.CurrentUnitAmpere * 1e9);
        surrogate = new Surrogate<T>(T.From(options.SurrogateSlope), options.Surrogate);
        integrator = options.Integrator<T>();
        backward = options.Gradient.Load<T, TDevice>(context.Device, options);

        DeviceMemory memory = context.Device.Memory;
        int lanes = context.Capacity.Batch * neurons;
        devices = memory.Allocate(parameters, MemoryPurpose.Devices);
        potential = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.Tape);
        @internal = memory.Allocate<T>(context.Elements(neurons) + lanes, MemoryPurpose.Tape);
        spikes = memory.Allocate<Spike>(context.Elements(neurons), MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        start = context.Device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(
            DeviceStartKernel.Run);
        forward = context.Device.Load<Action<
            Index1D, SequenceShape, ParameterView<TDevice>, Euler<T>, T, Signal<T>, DeviceTape<T>, ArrayView<Spike>>>(
            DeviceForwardKernel.Run);
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
    public DeviceTape<T> Tape => new(potential.View, @internal.View);

    /// <summary>
    /// The derivative of the loss with respect to the states, [steps, batch, neurons], for losses that read them; empty
    /// otherwise.
    /// </summary>
    public StateAdjoints<T> StateAdjoints { get; set; } = new(ArrayView<T>.Empty, ArrayView<T>.Empty);

    /// <summary>Receives the derivative with respect to the start, [batch, neurons]; empty where nobody asks.</summary>
    public StateAdjoints<T> StartAdjoints { get; set; } = new(ArrayView<T>.Empty, ArrayView<T>.Empty);

    private ParameterView<TDevice> Devices => new(devices.View, devices.Length > 1 ? 1 : 0);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, SequenceExtent extent)
    {
        SequenceShape shape = Shape(extent);
        start(shape.Lanes, shape, Devices, Tape);
        forward(shape.Lanes, shape, Devices, integrator, currentUnit, input, Tape, spikes.View);
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, ArrayView<T> inputAdjoint, SequenceExtent extent)
    {
        backward.Run(new(
            Shape(extent), Devices, surrogate, currentUnit, input, Tape, adjoint.View, StateAdjoints, StartAdjoints));
        adjoint.PassTo(inputAdjoint, extent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        spikes.Dispose();
        @internal.Dispose();
        potential.Dispose();
        devices.Dispose();
    }

    private SequenceShape Shape(SequenceExtent extent) => new(extent.Steps, extent.Batch, Outputs, context.Delay);
}
