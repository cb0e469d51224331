using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>Where the devices of a layer come from, as far as training changes them.</summary>
/// <param name="Model">Their model.</param>
/// <param name="Overrides">Parameters of the nominal device that differ from the defaults, SI units; training begins there.</param>
/// <param name="Variability">How they differ from device to device: by factors of what is trained.</param>
/// <param name="Neurons">Neurons of the layer.</param>
/// <param name="Layer">The number of the layer.</param>
/// <param name="Trained">What is trained: each parameter's place among those of the model, and in the store.</param>
internal sealed record DeviceOrigin(
    IDeviceModel Model, IReadOnlyDictionary<string, double> Overrides, NeuronVariability Variability, int Neurons, int Layer,
    IReadOnlyList<(int Index, Parameter Parameter)> Trained)
{
    /// <summary>The devices, trained.</summary>
    /// <param name="options">How the layer is run and differentiated.</param>
    /// <param name="context">What the layer is built with.</param>
    /// <exception cref="BrunoException">Devices of this model cannot be trained.</exception>
    public ITrainedDevices<T, TDevice> Of<T, TDevice, TState, TMatrix>(DeviceLayerOptions options, LayerContext<T> context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => DeviceTangents.AreOf<TDevice>()
            ? Model.Use([Overrides], new Building<T, TDevice, TState, TMatrix>(this, options, context))
            : throw new BrunoException(ExitCode.Usage, $"Parameters of {Model.Name} devices cannot be trained: the model is not made of numbers alone (ILanewise).");

    /// <summary>The parameters of devices.</summary>
    /// <param name="chips">The seeds of chips whose devices differ, [chips, neurons]; none for those that do not.</param>
    /// <param name="count">How many devices there are where there are no chips: 1, or one a neuron.</param>
    /// <param name="factors">Of each trained parameter, what it is now over what it began with, [neurons].</param>
    public DrawnParameters Draw(IReadOnlyList<ulong> chips, int count, IReadOnlyList<double[]> factors)
    {
        DrawnParameters drawn = chips.Count > 0
            ? Variability.Draw(Model, Overrides, Neurons, chips, Layer)
            : DrawnParameters.Nominal(Model.Parameters, Overrides, count);
        for (int device = 0; device < drawn.Count; ++device)
        {
            for (int i = 0; i < Trained.Count; ++i)
                drawn[device][Trained[i].Index] *= factors[i][device % Neurons];
        }

        return drawn;
    }

    /// <summary>Builds them once the model has told the type of its devices with derivatives.</summary>
    private sealed record Building<T, TDevice, TState, TMatrix>(DeviceOrigin Origin, DeviceLayerOptions Options, LayerContext<T> Context)
        : IDeviceUse<ParameterDual<T>, ITrainedDevices<T, TDevice>>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public ITrainedDevices<T, TDevice> With<TTangent, TTangentState, TTangentMatrix>(TTangent[] devices)
            where TTangent : unmanaged, IDevice<TTangent, ParameterDual<T>, TTangentState, TTangentMatrix>
            where TTangentState : unmanaged, INumbers<TTangentState, ParameterDual<T>>
            where TTangentMatrix : unmanaged, IMatrix<TTangentMatrix, ParameterDual<T>, TTangentState> =>
            new TrainedDevices<T, TDevice, TState, TMatrix, ByParameter<TDevice, TTangent, T, TState, TMatrix, TTangentState, TTangentMatrix>>(
                Origin, Options, Context, (trained, derivatives) =>
                [
                    .. trained.Zip(
                        DeviceTangents.Join<T, TDevice, TTangent>(trained, derivatives),
                        (device, tangent) => new ByParameter<TDevice, TTangent, T, TState, TMatrix, TTangentState, TTangentMatrix>(device, tangent)),
                ]);
    }
}
