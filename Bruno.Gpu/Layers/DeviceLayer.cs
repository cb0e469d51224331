using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A layer of devices: the forward pass integrates every outer step finely and stores the undersampled states only; the
/// gradient method says how they become gradients. With recurrent synapses it goes a step at a time.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TMatrix">Their derivatives by each other.</typeparam>
internal sealed class DeviceLayer<T, TDevice, TState, TMatrix> : INeuronLayer<T>, IDeviceTape<T>, IWatchedStates<T>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly LayerContext<T> context;
    private readonly T currentUnit;
    private readonly int stepsAtOnce;
    private readonly Surrogate<T> surrogate;
    private readonly IDevicePass<T, TDevice> pass;
    private readonly RecurrentSynapses<T>? recurrent;
    private readonly TDevice[] nominal;
    private readonly DeviceVariation<TDevice>? variation;
    private readonly ITrainedDevices<T, TDevice>? trained;
    private readonly DeviceBuffer<TDevice> devices;
    private readonly StateRows<T> states;
    private readonly StatePlanes<T> whole;
    private readonly DeviceBuffer<ushort>? rounded;
    private readonly long tapeLength;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly ElementwiseAdjoint<T> adjoint;
    private readonly StatePlanes<T> carried;
    private readonly Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>> start;
    private readonly Action<Index1D, DeviceSequence<T, TDevice>, ArrayView<Spike>> reconstruct;
    private readonly LostStates<T, TDevice, TState, TMatrix> watch;
    private IReadOnlyList<ulong>? drawn;
    private int lanesInUse;
    private Signal<T> lastInput;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="neurons">How many neurons it has.</param>
    /// <param name="parameters">One device for all of them, or one each.</param>
    /// <param name="options">Integration, current unit, surrogate and gradient method.</param>
    /// <param name="variation">How devices differ from chip to chip, or not at all.</param>
    /// <param name="trained">The devices as far as they are trained; none where nothing is.</param>
    /// <param name="synapses">Synapses among the devices, or none.</param>
    /// <param name="product">The matrix products.</param>
    /// <param name="context">What it is built with.</param>
    public DeviceLayer(
        string name, int neurons, TDevice[] parameters, DeviceLayerOptions options, DeviceVariation<TDevice>? variation,
        ITrainedDevices<T, TDevice>? trained, RecurrentOptions? synapses, IMatrixProduct<T> product, LayerContext<T> context)
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
        tapeLength = (context.Plan.TapeSteps + 1L) * lanes;
        stepsAtOnce = options.StepsAtOnce(lanes);
        this.variation = variation;
        this.trained = trained;
        nominal = variation is null || parameters.Length > 1 || device.IsPlan ? parameters : [.. Enumerable.Repeat(parameters[0], neurons)];
        devices = variation is null
            ? trained is { DifferByNeuron: true }
                ? memory.Allocate<TDevice>(neurons, MemoryPurpose.Devices)
                : memory.Allocate<TDevice>(parameters, MemoryPurpose.Devices)
            : memory.Allocate<TDevice>((long)neurons * Math.Max(context.Draws.Capacity, 1), MemoryPurpose.Devices);
        states = new StateRows<T>(device, TState.Count, lanes, context.Plan.SegmentRows);
        bool isRounded = options.Tape == TapePrecision.Float16;
        whole = new(memory, TState.Count, isRounded ? 0 : tapeLength, MemoryPurpose.Tape);
        rounded = isRounded ? memory.Allocate<ushort>(TState.Count * tapeLength, MemoryPurpose.Tape) : null;
        recurrent = synapses is null ? null : new(context, synapses.Weights, synapses.Synapses, product, TracesOf);
        spikes = memory.Allocate<Spike>(context.Elements(neurons) + (synapses is null ? 0 : lanes), MemoryPurpose.Spikes);
        adjoint = new ElementwiseAdjoint<T>(context, neurons);
        carried = new(memory, TState.Count, lanes, MemoryPurpose.Gradients);
        pass = options.Gradient.Load<T, TDevice, TState, TMatrix>(new(device, options, context.Plan, lanes, context.Routes));
        start = device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(DeviceStartKernel.Run<T, TDevice, TState, TMatrix>);
        watch = new(device, options);
        reconstruct = device.Load<Action<Index1D, DeviceSequence<T, TDevice>, ArrayView<Spike>>>(SpikeReconstructionKernel.Run<T, TDevice, TState, TMatrix>);
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
    public Signal<T> Output => new(Fired(after: 0));

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public ILocalDerivatives<T>? Local => pass.Local;

    /// <inheritdoc/>
    public IEligibilityTraces<T> TracesOf(int inputs) =>
        new EligibilityTraces<T, TState, TMatrix>(context.Device, context.Batch, inputs, Outputs);

    /// <inheritdoc/>
    public int OperationsOfOutput => recurrent is null ? 0 : Outputs;

    /// <inheritdoc/>
    public DeviceTape<T> Tape => whole.View;

    /// <inheritdoc/>
    public ArrayView<T> Drive => recurrent?.Drives ?? ArrayView<T>.Empty;

    /// <summary>
    /// The derivative of the loss with respect to the states of all steps, [steps, batch, neurons], for losses that read
    /// them; empty otherwise.
    /// </summary>
    public StateAdjoints<T> StateAdjoints { get; set; } = new(ArrayView<T>.Empty, ArrayView<T>.Empty);

    /// <summary>After a backward pass, the derivative with respect to the start, [batch, neurons].</summary>
    public DeviceTape<T> StartAdjoints => carried.View;

    private ParameterView<TDevice> Devices => variation is not null && context.Draws.IsPopulation
        ? new(devices.View, 1, context.Draws.SamplesPerChip * Outputs)
        : new(devices.View, devices.Length > 1 ? 1 : 0);

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        Vary();
        SequenceShape shape = new(1, batch, Outputs, 0);
        start(shape.Lanes, shape, Devices, states.Current);
        recurrent?.Begin(batch);
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
    public void Forward(Signal<T> input, TimeWindow window)
    {
        lanesInUse = window.Batch * Outputs;
        lastInput = input;
        if (recurrent is null)
        {
            for (int step = 0; step < window.Steps; step += stepsAtOnce)
            {
                TimeWindow part = PartOf(window, step);
                pass.Forward(Sequence(PartOf(input, step, part), part), part, states.Current, Fired(after: step));
            }

            return;
        }

        reconstruct(lanesInUse, new(window.Shape(Outputs), Devices, currentUnit, input, new(states.Current)), spikes.View);
        for (int step = 0; step < window.Steps; ++step)
        {
            recurrent.Drive(input, new(spikes.View), window, new(step, step + 1));
            TimeWindow one = StepOf(window, step);
            pass.Forward(Sequence(DriveOf(step), one), one, states.Current, Fired(after: step));
        }
    }

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        lanesInUse = window.Batch * Outputs;
        int length = window.Shape(Outputs).Length;
        DeviceSequence<T, TDevice> sequence = Sequence(input, window);
        if (recurrent is null)
        {
            reconstruct(length, sequence.After(lanesInUse), spikes.View);
            return;
        }

        reconstruct(length + lanesInUse, sequence, spikes.View);
        recurrent.DriveAll(input, new(spikes.View), window);
    }

    /// <inheritdoc/>
    void IWatchedStates<T>.Watch(ArrayView<int> lost) => watch.See(states.Current, lanesInUse, lost);

    /// <inheritdoc/>
    LostState? IWatchedStates<T>.FindLost(TimeWindow window) => watch.Find(TapeOnHost(), window, Outputs);

    /// <inheritdoc/>
    RateFaultException? IWatchedStates<T>.Explain(TimeWindow window, LostState lost) => watch.Explain(
        TapeOnHost(), T.From(DriveOnHost(window)[lost.Step * lanesInUse + lost.Lane]) * currentUnit, devices.Download(), window, lost, Outputs, Name);

    /// <inheritdoc/>
    double[] IWatchedStates<T>.Amperes(TimeWindow window) => Array.ConvertAll(DriveOnHost(window), drive => drive * 1e-9 * T.ToDouble(currentUnit));

    /// <inheritdoc/>
    double[]? IWatchedStates<T>.ParametersOf(int neuron) =>
        trained is not null ? trained.ParametersOf(devices.Length > 1 ? neuron : 0)
        : drawn is { Count: > 0 } chips ? variation!.Parameters(chips)[neuron].ToArray()
        : null;

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        Forget(batch);
        recurrent?.BeginBackward();
        trained?.BeginBackward();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        if (recurrent is null && context.Routes.IsOnline)
        {
            Backward(input, window, 0);
            return;
        }

        if (recurrent is null)
        {
            for (int step = (window.Steps - 1) / stepsAtOnce * stepsAtOnce; step >= 0; step -= stepsAtOnce)
            {
                TimeWindow part = PartOf(window, step);
                Backward(PartOf(input, step, part), part, step);
            }

            return;
        }

        if (context.Routes.IsOnline)
        {
            Backward(new(recurrent.Drives), window, 0);
            recurrent.Accumulate(new(spikes.View), pass.Local!, window);
            return;
        }

        for (int step = window.Steps - 1; step >= 0; --step)
        {
            recurrent.AddToAdjoint(adjoint.View, window, step);
            Backward(DriveOf(step), StepOf(window, step), step);
        }

        recurrent.EndWindow(new(spikes.View), adjoint.View, window);
    }

    /// <inheritdoc/>
    public void EndBackward(int batch) => trained?.EndBackward(batch);

    /// <inheritdoc/>
    public void Forget(int batch)
    {
        carried.Clear();
        recurrent?.Forget();
        trained?.Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pass.Dispose();
        carried.Dispose();
        adjoint.Dispose();
        spikes.Dispose();
        recurrent?.Dispose();
        rounded?.Dispose();
        whole.Dispose();
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

    private T[] TapeOnHost() => rounded is null ? whole.Download() : Array.ConvertAll(rounded.Download(), T.FromHalf);

    private double[] DriveOnHost(TimeWindow window) => SignalCopy.Of(recurrent is null ? lastInput : new(recurrent.Drives), window.Steps * lanesInUse);

    private static TimeWindow StepOf(TimeWindow window, int step) => window with { Begin = window.Begin + step, Steps = 1 };

    /// <summary>The steps of a window, from one of them on, that one launch goes through.</summary>
    private TimeWindow PartOf(TimeWindow window, int step) =>
        window with { Begin = window.Begin + step, Steps = Math.Min(stepsAtOnce, window.Steps - step) };

    private Signal<T> PartOf(Signal<T> input, int step, TimeWindow part) =>
        stepsAtOnce >= part.Steps && step == 0 ? input : input.Part((long)step * lanesInUse, (long)part.Steps * lanesInUse);

    /// <summary>The backward pass of a window, or of one step of it.</summary>
    /// <param name="input">The input of its steps.</param>
    /// <param name="window">The steps.</param>
    /// <param name="first">The first of them in the window that exists.</param>
    private void Backward(Signal<T> input, TimeWindow window, int first)
    {
        SequenceShape shape = window.Shape(Outputs);
        StateAdjoints<T> ofStates = StateAdjoints.From((long)shape.Begin * shape.Lanes);
        ArrayView<T> adjoints = adjoint.View.SubView((long)first * shape.Lanes, shape.Length);
        DeviceSequence<T, TDevice> sequence = Sequence(input, window);
        trained?.Backward(sequence, surrogate, adjoints, ofStates);
        pass.Backward(sequence, window, new(surrogate, adjoints, ofStates, StartAdjoints));
    }

    /// <summary>The spikes after a step and later; of a recurrent layer, those before the window are in row 0.</summary>
    private ArrayView<Spike> Fired(int after)
    {
        long begin = (long)(recurrent is null ? after : after + 1) * lanesInUse;
        return spikes.View.SubView(begin, spikes.View.Length - begin);
    }

    private Signal<T> DriveOf(int step) => new Signal<T>(recurrent!.Drives).Part((long)step * lanesInUse, lanesInUse);

    private DeviceSequence<T, TDevice> Sequence(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        Invariant.Holds(input.Length >= shape.Length, "There is an input for every step");
        Invariant.Holds((window.Offset + window.Steps + 1L) * shape.Lanes <= tapeLength, "A window fits on the tape");
        Invariant.Holds(devices.Length == 1 || devices.Length >= Outputs, "There is a device for every neuron, or one for all");
        UndersampledTape<T> tape = rounded is null ? new(Tape) : new(rounded.View, (int)tapeLength);
        return new(shape, Devices, currentUnit, input, tape.From((long)window.Offset * shape.Lanes));
    }
}
