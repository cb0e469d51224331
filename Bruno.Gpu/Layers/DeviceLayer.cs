using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A layer of devices: the forward pass integrates every outer step finely and stores the undersampled states only; the
/// gradient method says how they become gradients.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
public sealed class DeviceLayer<T, TDevice> : INeuronLayer<T>, IDeviceTape<T>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
{
    private readonly LayerContext<T> context;
    private readonly T currentUnit;
    private readonly Surrogate<T> surrogate;
    private readonly IDevicePass<T, TDevice> pass;
    private readonly TDevice[] nominal;
    private readonly DeviceVariation<TDevice>? variation;
    private readonly ITrainedDevices<T, TDevice>? trained;
    private readonly DeviceBuffer<TDevice> devices;
    private readonly StateRows<T> states;
    private readonly DeviceBuffer<T> potential;
    private readonly DeviceBuffer<T> @internal;
    private readonly DeviceBuffer<ushort>[] rounded;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly DeviceBuffer<T>[] carried;
    private readonly Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>> start;
    private readonly Action<Index1D, DeviceSequence<T, TDevice>, ArrayView<Spike>> reconstruct;
    private IReadOnlyList<ulong>? drawn;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="parameters">One device for all of them, or one each.</param>
    /// <param name="options">Integration, current unit, surrogate and gradient method.</param>
    /// <param name="variation">How devices differ from chip to chip, or not at all.</param>
    /// <param name="trained">The devices as far as they are trained; none where nothing is.</param>
    /// <param name="context">What it is built with.</param>
    public DeviceLayer(
        string name, int neurons, TDevice[] parameters, DeviceLayerOptions options, DeviceVariation<TDevice>? variation,
        ITrainedDevices<T, TDevice>? trained, LayerContext<T> context)
    {
        if (parameters.Length != 1 && parameters.Length != neurons)
            throw new ArgumentException($"{parameters.Length} devices for {neurons} neurons.", nameof(parameters));

        Name = name;
        Outputs = neurons;
        this.context = context;
        currentUnit = T.From(options.CurrentUnitAmpere * 1e9);
        surrogate = new Surrogate<T>(T.From(options.SurrogateSlope), options.Surrogate);

        ComputeDevice device = context.Device;
        DeviceMemory memory = device.Memory;
        int lanes = context.Batch * neurons;
        long tapeLength = (context.Plan.TapeSteps + 1L) * lanes;
        this.variation = variation;
        this.trained = trained;
        nominal = variation is null || parameters.Length > 1 || device.IsPlan ? parameters : [.. Enumerable.Repeat(parameters[0], neurons)];
        devices = variation is null
            ? trained is { DifferByNeuron: true }
                ? memory.Allocate<TDevice>(neurons, MemoryPurpose.Devices)
                : memory.Allocate<TDevice>(parameters, MemoryPurpose.Devices)
            : memory.Allocate<TDevice>((long)neurons * Math.Max(context.Draws.Capacity, 1), MemoryPurpose.Devices);
        states = new StateRows<T>(device, lanes, context.Plan.SegmentRows);
        bool isRounded = options.Tape == TapePrecision.Float16;
        potential = memory.Allocate<T>(isRounded ? 0 : tapeLength, MemoryPurpose.Tape);
        @internal = memory.Allocate<T>(isRounded ? 0 : tapeLength, MemoryPurpose.Tape);
        rounded = isRounded
            ? [memory.Allocate<ushort>(tapeLength, MemoryPurpose.Tape), memory.Allocate<ushort>(tapeLength, MemoryPurpose.Tape)]
            : [];
        spikes = memory.Allocate<Spike>(context.Elements(neurons), MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        carried = [memory.Allocate<T>(lanes, MemoryPurpose.Gradients), memory.Allocate<T>(lanes, MemoryPurpose.Gradients)];
        pass = options.Gradient.Load<T, TDevice>(new(device, options, context.Plan, lanes, context.Routes));
        start = device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(DeviceStartKernel.Run);
        reconstruct = device.Load<Action<Index1D, DeviceSequence<T, TDevice>, ArrayView<Spike>>>(SpikeReconstructionKernel.Run);
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
    public Signal<T> Output => new(spikes.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public LocalDerivatives<T>? Local => pass.Local;

    /// <inheritdoc/>
    public DeviceTape<T> Tape => new(potential.View, @internal.View);

    /// <summary>
    /// The derivative of the loss with respect to the states of all steps, [steps, batch, neurons], for losses that read
    /// them; empty otherwise.
    /// </summary>
    public StateAdjoints<T> StateAdjoints { get; set; } = new(ArrayView<T>.Empty, ArrayView<T>.Empty);

    /// <summary>After a backward pass, the derivative with respect to the start, [batch, neurons].</summary>
    public StateAdjoints<T> StartAdjoints => new(carried[0].View, carried[1].View);

    private ParameterView<TDevice> Devices => variation is not null && context.Draws.IsPopulation
        ? new(devices.View, 1, context.Draws.SamplesPerChip * Outputs)
        : new(devices.View, devices.Length > 1 ? 1 : 0);

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        Vary();
        SequenceShape shape = new(1, batch, Outputs, 0);
        start(shape.Lanes, shape, Devices, states.Current);
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch)
    {
        // The beginnings of windows are on the tape.
        if (row < context.Plan.SegmentRows)
            states.Keep(row, batch * Outputs);
    }

    /// <inheritdoc/>
    public void Restore(int row, int batch) => states.Restore(row, batch * Outputs);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) =>
        pass.Forward(Sequence(input, window), window, states.Current, spikes.View);

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window) =>
        reconstruct(window.Shape(Outputs).Length, Sequence(input, window), spikes.View);

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        Forget(batch);
        trained?.BeginBackward();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        StateAdjoints<T> ofStates = StateAdjoints.Window((long)shape.Begin * shape.Lanes, shape.Length);
        DeviceSequence<T, TDevice> sequence = Sequence(input, window);
        trained?.Backward(sequence, surrogate, adjoint.View, ofStates);
        pass.Backward(sequence, window, new(surrogate, adjoint.View, ofStates, StartAdjoints));
    }

    /// <inheritdoc/>
    public void EndBackward(int batch) => trained?.EndBackward(batch);

    /// <inheritdoc/>
    public void Forget(int batch)
    {
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Clear();
        trained?.Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pass.Dispose();
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Dispose();
        adjoint.Dispose();
        spikes.Dispose();
        foreach (DeviceBuffer<ushort> buffer in rounded)
            buffer.Dispose();
        @internal.Dispose();
        potential.Dispose();
        states.Dispose();
        devices.Dispose();
        trained?.Dispose();
    }

    /// <summary>Puts the devices of the chips at hand, as they are trained by now, in place, where they are not there yet.</summary>
    private void Vary()
    {
        if (variation is null && trained is null)
            return;
        PassDraws draws = context.Draws;
        IReadOnlyList<ulong> wanted = variation is not null && (draws.IsPopulation || draws.IsActive(variation.Active)) ? draws.ChipSeeds : [];
        bool haveChanged = trained is not null && trained.Refresh();
        if (!haveChanged && drawn is not null && wanted.SequenceEqual(drawn))
            return;
        devices.Upload(
            trained is not null ? trained.Make(wanted, variation is null && !trained.DifferByNeuron ? 1 : Outputs)
            : wanted.Count > 0 ? variation!.Draw(wanted)
            : nominal);
        drawn = wanted;
    }

    private DeviceSequence<T, TDevice> Sequence(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        UndersampledTape<T> tape = rounded.Length > 0 ? new(rounded[0].View, rounded[1].View) : new(Tape);
        return new(shape, Devices, currentUnit, input, tape.From((long)window.Offset * shape.Lanes));
    }
}

/// <summary>Adds devices to networks.</summary>
public static class DeviceLayer
{
    /// <summary>Adds devices, one a unit.</summary>
    /// <param name="kind">What they are called.</param>
    /// <param name="parameters">One device for all units, or one each.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variation">How devices differ from chip to chip; not at all where it is not given.</param>
    /// <param name="trained">Makes the devices as far as they are trained; not given where nothing is.</param>
    /// <exception cref="BrunoException">Their rates are not differentiable at their start or reset.</exception>
    public static void AddDevices<T, TDevice>(
        this LayerStack<T> stack, string kind, TDevice[] parameters, DeviceLayerOptions options, DeviceVariation<TDevice>? variation = null,
        Func<LayerContext<T>, ITrainedDevices<T, TDevice>>? trained = null)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        string name = stack.NextName(kind);
        int neurons = stack.Units;
        if (!stack.Draws.IsPopulation)
            DifferentiableStates.Require<T, TDevice>(name, parameters);
        stack.Add(neurons, context => new DeviceLayer<T, TDevice>(
            name, neurons, parameters, options, variation, trained?.Invoke(context), context), isSpiking: true);
    }

    /// <summary>Adds devices of a model, one a unit of the layer before; equal ones where nothing varies.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="model">The model.</param>
    /// <param name="overrides">Parameters of the nominal device that differ from the defaults, SI units.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variability">How they differ from device to device.</param>
    /// <param name="layer">The number of the layer, which their random numbers follow from.</param>
    /// <param name="training">Which of their parameters are trained; none where not given.</param>
    /// <exception cref="BrunoException">An override has a fault (<see cref="ExitCode.Usage"/>); the message lists all.</exception>
    public static void AddDevices<T>(
        this LayerStack<T> stack, IDeviceModel model, IReadOnlyDictionary<string, double> overrides, DeviceLayerOptions options,
        NeuronVariability variability, int layer, ParameterTraining? training = null)
        where T : unmanaged, IReal<T>
    {
        if (model.EulerNeedsDouble && options.Integrator == IntegratorKind.Euler && typeof(T) == typeof(Float32))
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"{model.Name}: explicit Euler in float makes spikes that the device does not make. Use --precision double, or another integrator (--integrator adaptive).");
        }

        int neurons = stack.Units;
        DeviceOrigin? trained = training is { Names.Count: > 0 }
            ? Train(stack, model, new(model, overrides, variability, neurons, layer, []), training)
            : null;
        model.Use([overrides], variability.IsOn
            ? new DeviceLayerUse<T>(
                model.Name, stack, options, variability.Active,
                chips => variability.Draw(model, overrides, neurons, chips, layer), model, trained)
            : new DeviceLayerUse<T>(model.Name, stack, options, trained: trained));
    }

    /// <summary>Declares the parameters of devices that are trained.</summary>
    private static DeviceOrigin Train<T>(LayerStack<T> stack, IDeviceModel model, DeviceOrigin origin, ParameterTraining training)
        where T : unmanaged, IReal<T>
    {
        if (stack.Routes.IsOnline)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"Eligibility traces (eprop) do not train parameters of devices (layer {origin.Layer}: {string.Join(", ", training.Names)}): leave them out "
                    + "of network.train, or use another gradient method.");
        }

        string name = stack.NextName(model.Name);
        DrawnParameters nominal = DrawnParameters.Nominal(model.Parameters, origin.Overrides, 1);
        return origin with
        {
            Trained = [.. from entry in model.Parameters.Index()
                          where training.Trains(entry.Item.Name)
                          select (entry.Index, stack.Layout.DeclareBounded(
                              $"{name}.{entry.Item.Name}", training.Values == TrainedValues.Neuron ? origin.Neurons : 1,
                              TrainedRange.Around(nominal[0][entry.Index], training.Range)))],
        };
    }
}
