using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The devices of a layer some of whose parameters are trained: made anew on the host whenever the parameters have changed, from what
/// is trained times what varies from device to device; and the gradients, for each parameter from devices that are seen by it.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
/// <typeparam name="TTangent">The same model, of numbers with their derivatives.</typeparam>
internal sealed class TrainedDevices<T, TDevice, TTangent> : ITrainedDevices<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TTangent : unmanaged, IDevice<TTangent, ParameterDual<T>>
{
    private readonly DeviceOrigin origin;
    private readonly BoundedParameter<T>[] parameters;
    private readonly DeviceBuffer<ByParameter<TDevice, TTangent, T>>[] seen;
    private readonly DeviceBuffer<T>[] carried;
    private readonly Action<DeviceSequence<T, ByParameter<TDevice, TTangent, T>>, int, DeviceAdjoints<T>, ArrayView<T>> backward;
    private readonly Action<Index1D, int, ParameterView<ByParameter<TDevice, TTangent, T>>, StateAdjoints<T>, ArrayView<T>> start;
    private double[][] factors = [];
    private IReadOnlyList<ulong> chips = [];
    private TDevice[] devices = [];
    private bool areSeen;

    /// <summary>Allocates what the parameters need.</summary>
    /// <param name="origin">Where the devices come from.</param>
    /// <param name="options">How the layer is run and differentiated.</param>
    /// <param name="context">What the layer is built with.</param>
    public TrainedDevices(DeviceOrigin origin, DeviceLayerOptions options, LayerContext<T> context)
    {
        this.origin = origin;
        ComputeDevice device = context.Device;
        bool goesBack = !context.Draws.IsPopulation;
        DifferByNeuron = origin.Trained.Any(trained => trained.Parameter.Length > 1);
        int count = !goesBack ? 0 : DifferByNeuron || origin.Variability.IsOn ? origin.Neurons : 1;
        parameters = [.. origin.Trained.Select(trained => new BoundedParameter<T>(
            device, context.Parameters, trained.Parameter, trained.Parameter.Range!.Relative, origin.Neurons, goesBack ? context.Batch : 0))];
        seen = [.. parameters.Select(_ => device.Memory.Allocate<ByParameter<TDevice, TTangent, T>>(count, MemoryPurpose.Devices))];
        long lanes = goesBack ? (long)context.Batch * origin.Neurons : 0;
        carried = [device.Memory.Allocate<T>(lanes, MemoryPurpose.Gradients), device.Memory.Allocate<T>(lanes, MemoryPurpose.Gradients)];
        backward = options.Gradient.Linearise(options, new Launch(device, context, context.Batch * origin.Neurons));
        start = device.Load<Action<Index1D, int, ParameterView<ByParameter<TDevice, TTangent, T>>, StateAdjoints<T>, ArrayView<T>>>(
            ParameterBackwardKernel.Start);
    }

    /// <inheritdoc/>
    public bool DifferByNeuron { get; }

    private StateAdjoints<T> Carried => new(carried[0].View, carried[1].View);

    /// <inheritdoc/>
    public bool Refresh()
    {
        foreach (BoundedParameter<T> parameter in parameters)
            parameter.Refresh();
        double[][] now = [.. parameters.Select(parameter => parameter.Download())];
        bool isSame = now.Length == factors.Length && now.Zip(factors).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        factors = now;
        return !isSame;
    }

    /// <inheritdoc/>
    public TDevice[] Make(IReadOnlyList<ulong> chips, int count)
    {
        this.chips = chips;
        devices = origin.Model.Use(origin.Draw(chips, count, factors), new CollectedDevices<T, TDevice>());
        areSeen = false;
        return devices;
    }

    /// <inheritdoc/>
    public void BeginBackward()
    {
        Forget();
        foreach (BoundedParameter<T> parameter in parameters)
            parameter.BeginBackward();
        if (areSeen)
            return;
        DeviceTangents tangents = new(origin);
        for (int i = 0; i < seen.Length; ++i)
        {
            TTangent[] joined = DeviceTangents.Join<T, TDevice, TTangent>(devices, tangents.Of(i, chips, devices.Length, factors));
            seen[i].Upload([.. devices.Zip(joined, (device, tangent) => new ByParameter<TDevice, TTangent, T>(device, tangent))]);
        }

        areSeen = true;
    }

    /// <inheritdoc/>
    public void Backward(DeviceSequence<T, TDevice> sequence, Surrogate<T> surrogate, ArrayView<T> ofSpikes, StateAdjoints<T> ofStates)
    {
        // All parameters go back through the same adjoints, which the last one stores.
        for (int i = 0; i < seen.Length; ++i)
            backward(sequence.With(View(i)), i == seen.Length - 1 ? 1 : 0, new(surrogate, ofSpikes, ofStates, Carried), parameters[i].Shares);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Clear();
    }

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        for (int i = 0; i < seen.Length; ++i)
        {
            start(batch * origin.Neurons, origin.Neurons, View(i), Carried, parameters[i].Shares);
            parameters[i].EndBackward(batch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer<T> buffer in carried)
            buffer.Dispose();
        foreach (DeviceBuffer<ByParameter<TDevice, TTangent, T>> buffer in seen)
            buffer.Dispose();
        foreach (BoundedParameter<T> parameter in parameters)
            parameter.Dispose();
    }

    private ParameterView<ByParameter<TDevice, TTangent, T>> View(int parameter) => new(seen[parameter].View, devices.Length > 1 ? 1 : 0);

    /// <summary>Compiles the backward pass of a linearisation.</summary>
    private sealed class Launch(ComputeDevice device, LayerContext<T> context, int lanes) : ILinearisationUse<
        T, ByParameter<TDevice, TTangent, T>,
        Action<DeviceSequence<T, ByParameter<TDevice, TTangent, T>>, int, DeviceAdjoints<T>, ArrayView<T>>>
    {
        public Action<DeviceSequence<T, ByParameter<TDevice, TTangent, T>>, int, DeviceAdjoints<T>, ArrayView<T>> With<TLinearisation>(TLinearisation linearisation)
            where TLinearisation : unmanaged, ILinearisation<ByParameter<TDevice, TTangent, T>, T>
        {
            int carries = context.Routes.CarriesAdjoints ? 1 : 0;
            Action<Index1D, DeviceSequence<T, ByParameter<TDevice, TTangent, T>>, TLinearisation, int, int, DeviceAdjoints<T>, ArrayView<T>> kernel =
                device.LoadLong<Action<
                    Index1D, DeviceSequence<T, ByParameter<TDevice, TTangent, T>>, TLinearisation, int, int, DeviceAdjoints<T>, ArrayView<T>>>(
                    ParameterBackwardKernel.Run, lanes);
            return (sequence, stores, adjoints, shares) =>
                kernel(sequence.Shape.Lanes, sequence, linearisation, carries, stores, adjoints, shares);
        }
    }
}
