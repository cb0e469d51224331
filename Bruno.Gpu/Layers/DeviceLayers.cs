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

/// <summary>Adds devices to networks.</summary>
internal static class DeviceLayers
{
    /// <summary>Adds devices, one a unit.</summary>
    /// <param name="kind">What they are called.</param>
    /// <param name="parameters">One device for all units, or one each.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variation">How devices differ from chip to chip; not at all where it is not given.</param>
    /// <param name="trained">Makes the devices as far as they are trained; not given where nothing is.</param>
    /// <param name="recurrent">Their recurrent synapses in the layer of a name, or none.</param>
    /// <exception cref="BrunoException">Their rates are not differentiable at their start or reset.</exception>
    public static void AddDevices<T, TDevice, TState, TMatrix>(
        this LayerStack<T> stack, string kind, TDevice[] parameters, DeviceLayerOptions options, DeviceVariation<TDevice>? variation = null,
        Func<LayerContext<T>, ITrainedDevices<T, TDevice>>? trained = null, Func<string, RecurrentOptions?>? recurrent = null)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        string name = stack.NextName(kind);
        int neurons = stack.Units;
        if (!stack.Draws.IsPopulation)
            DifferentiableStates.Require<T, TDevice, TState, TMatrix>(name, parameters);
        RecurrentOptions? synapses = recurrent?.Invoke(name);
        stack.Add(
            neurons,
            context => new DeviceLayer<T, TDevice, TState, TMatrix>(
                name, neurons, parameters, options, variation, trained?.Invoke(context), synapses, stack.Product, context),
            isSpiking: true);
    }

    /// <summary>Adds devices of two variables, whose type tells the rest.</summary>
    /// <inheritdoc cref="AddDevices{T,TDevice,TState,TMatrix}"/>
    public static void AddDevices<T, TDevice>(
        this LayerStack<T> stack, string kind, TDevice[] parameters, DeviceLayerOptions options, Func<string, RecurrentOptions?>? recurrent = null)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>> =>
        stack.AddDevices<T, TDevice, DeviceState<T>, Matrix2<T>>(kind, parameters, options, recurrent: recurrent);

    /// <summary>Adds devices of a model, one a unit of the layer before; equal ones where nothing varies.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="model">The model.</param>
    /// <param name="overrides">Parameters of the nominal device that differ from the defaults, SI units.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variability">How they differ from device to device.</param>
    /// <param name="layer">The number of the layer, which their random numbers follow from.</param>
    /// <param name="training">Which of their parameters are trained; none where not given.</param>
    /// <param name="recurrent">Their recurrent synapses in the layer of a name, or none.</param>
    /// <exception cref="BrunoException">An override has a fault (<see cref="ExitCode.Usage"/>); the message lists all.</exception>
    public static void AddDevices<T>(
        this LayerStack<T> stack, IDeviceModel model, IReadOnlyDictionary<string, double> overrides, DeviceLayerOptions options,
        NeuronVariability variability, int layer, ParameterTraining? training = null,
        Func<string, RecurrentOptions?>? recurrent = null)
        where T : unmanaged, IReal<T>
    {
        if (model.EulerNeedsDouble && options.Integrator == IntegratorKind.Euler && typeof(T) == typeof(Float32))
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"{model.Name}: explicit Euler in float makes spikes that the device does not make. Use --precision double, or another integrator (--integrator adaptive).");
        }

        int neurons = stack.Units;
        options = options with { Source = new(model, overrides) };
        training = training is null ? null : training with { Names = [.. training.Names.Where(name => model.Parameters.Any(parameter => parameter.Name == name))] };
        DeviceOrigin? trained = training is { Names.Count: > 0 }
            ? Train(stack, model, new(model, overrides, variability, neurons, layer, []), training)
            : null;
        model.Use([overrides], variability.IsOn
            ? new DeviceLayerUse<T>(
                KindOf(model), stack, options, variability.Active,
                chips => variability.Draw(model, overrides, neurons, chips, layer), model, trained) { Recurrent = recurrent }
            : new DeviceLayerUse<T>(KindOf(model), stack, options, trained: trained) { Recurrent = recurrent });
    }

    /// <summary>What devices of a model are called: of a text, the file without its folders, for the names of layers are those of arrays in checkpoints.</summary>
    private static string KindOf(IDeviceModel model) => string.Concat(
        Path.GetFileNameWithoutExtension(model.Name).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' ? letter : '_'));

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

        string name = stack.NextName(KindOf(model));
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
