using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The devices of a layer some of whose parameters are trained: made anew on the host whenever the parameters have changed, from what
/// is trained times what varies from device to device; and the gradients, for each parameter from devices that are seen by it.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TDevice">The compact model.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
/// <typeparam name="TMatrix">Their derivatives by each other.</typeparam>
/// <typeparam name="TSeen">The model, seen by a parameter.</typeparam>
internal sealed class TrainedDevices<T, TDevice, TState, TMatrix, TSeen> : ITrainedDevices<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TSeen : unmanaged, ISeenByParameter<TSeen, T, TState, TMatrix>
{
    private readonly DeviceOrigin origin;
    private readonly Func<TDevice[], double[], TSeen[]> see;
    private readonly BoundedParameter<T>[] parameters;
    private readonly DeviceBuffer<TSeen>[] seen;
    private readonly StatePlanes<T> carried;
    private readonly Action<DeviceSequence<T, TSeen>, int, DeviceAdjoints<T>, ArrayView<T>> backward;
    private readonly Action<Index1D, int, ParameterView<TSeen>, DeviceTape<T>, ArrayView<T>> start;
    private double[][] factors = [];
    private IReadOnlyList<ulong> chips = [];
    private TDevice[] devices = [];
    private bool areSeen;

    /// <summary>Allocates what the parameters need.</summary>
    /// <param name="origin">Where the devices come from.</param>
    /// <param name="options">How the layer is run and differentiated.</param>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="see">Devices seen by a parameter, from them and the derivatives of all their constants, [devices, constants].</param>
    public TrainedDevices(DeviceOrigin origin, DeviceLayerOptions options, LayerContext<T> context, Func<TDevice[], double[], TSeen[]> see)
    {
        this.origin = origin;
        this.see = see;
        ComputeDevice device = context.Device;
        bool goesBack = !context.Draws.IsPopulation;
        DifferByNeuron = origin.Trained.Any(trained => trained.Parameter.Length > 1);
        int count = !goesBack ? 0 : DifferByNeuron || origin.Variability.IsOn ? origin.Neurons : 1;
        parameters = [.. origin.Trained.Select(trained => new BoundedParameter<T>(
            device, context.Parameters, trained.Parameter, trained.Parameter.Range!.Relative, origin.Neurons, goesBack ? context.Batch : 0))];
        seen = [.. parameters.Select(_ => device.Memory.Allocate<TSeen>(count, MemoryPurpose.Devices))];
        long lanes = goesBack ? (long)context.Batch * origin.Neurons : 0;
        carried = new(device.Memory, TState.Count, lanes, MemoryPurpose.Gradients);
        backward = options.Gradient.Linearise(options, new Launch(device, context, context.Batch * origin.Neurons));
        start = device.Load<Action<Index1D, int, ParameterView<TSeen>, DeviceTape<T>, ArrayView<T>>>(
            ParameterBackwardKernel.Start<T, TSeen, TState, TMatrix>);
    }

    /// <inheritdoc/>
    public bool DifferByNeuron { get; }

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
    public double[] ParametersOf(int index) => origin.Draw(chips, devices.Length, factors)[index].ToArray();

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
            seen[i].Upload(see(devices, tangents.Of(i, chips, devices.Length, factors)));
        }

        areSeen = true;
    }

    /// <inheritdoc/>
    public void Backward(DeviceSequence<T, TDevice> sequence, Surrogate<T> surrogate, ArrayView<T> ofSpikes, StateAdjoints<T> ofStates)
    {
        // All parameters go back through the same adjoints, which the last one stores.
        for (int i = 0; i < seen.Length; ++i)
            backward(sequence.With(View(i)), i == seen.Length - 1 ? 1 : 0, new(surrogate, ofSpikes, ofStates, carried.View), parameters[i].Shares);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        carried.Clear();
    }

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        for (int i = 0; i < seen.Length; ++i)
        {
            start(batch * origin.Neurons, origin.Neurons, View(i), carried.View, parameters[i].Shares);
            parameters[i].EndBackward(batch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        carried.Dispose();
        foreach (DeviceBuffer<TSeen> buffer in seen)
            buffer.Dispose();
        foreach (BoundedParameter<T> parameter in parameters)
            parameter.Dispose();
    }

    private ParameterView<TSeen> View(int parameter) => new(seen[parameter].View, devices.Length > 1 ? 1 : 0);

    /// <summary>Compiles the backward pass of a linearisation.</summary>
    private sealed class Launch(ComputeDevice device, LayerContext<T> context, int lanes) : ILinearisationUse<
        T, TSeen, TState, TMatrix,
        Action<DeviceSequence<T, TSeen>, int, DeviceAdjoints<T>, ArrayView<T>>>
    {
        public Action<DeviceSequence<T, TSeen>, int, DeviceAdjoints<T>, ArrayView<T>> With<TLinearisation>(TLinearisation linearisation)
            where TLinearisation : unmanaged, ILinearisation<TSeen, T, TState, TMatrix>
        {
            int carries = context.Routes.CarriesAdjoints ? 1 : 0;
            Action<Index1D, DeviceSequence<T, TSeen>, TLinearisation, int, int, DeviceAdjoints<T>, ArrayView<T>> kernel =
                device.LoadLong<Action<
                    Index1D, DeviceSequence<T, TSeen>, TLinearisation, int, int, DeviceAdjoints<T>, ArrayView<T>>>(
                    ParameterBackwardKernel.Run<T, TSeen, TState, TMatrix, TLinearisation>, lanes);
            return (sequence, stores, adjoints, shares) =>
                kernel(sequence.Shape.Lanes, sequence, linearisation, carries, stores, adjoints, shares);
        }
    }
}
