using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Devices;

/// <summary>
/// A compact model as the host sees it: a name, parameters, and its devices in any precision. Parameters are given as
/// overrides of the defaults, by name, in SI units.
/// </summary>
public interface IDeviceModel
{
    /// <summary>The name that <c>--model</c> and the configuration take.</summary>
    string Name { get; }

    /// <summary>What it models, in a line.</summary>
    string Description { get; }

    /// <summary>Whether explicit Euler needs double precision: in float its increments vanish beside the state, and spikes appear that are not there.</summary>
    bool EulerNeedsDouble { get; }

    /// <summary>All its parameters, in the order of the source.</summary>
    IReadOnlyList<DeviceParameter> Parameters { get; }

    /// <summary>
    /// Every fault of some overrides: unknown names with the nearest one, values that are not finite, values that are not
    /// positive where they must be. The keys of the faults are the names of the parameters.
    /// </summary>
    IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides);

    /// <summary>Makes devices and hands them to a use.</summary>
    /// <param name="overrides">One set for all neurons, or one a neuron.</param>
    /// <param name="use">Receives as many devices as there are sets.</param>
    /// <exception cref="BrunoException">An override has a fault (<see cref="ExitCode.Usage"/>); the message lists all.</exception>
    TResult Use<T, TResult>(IReadOnlyList<IReadOnlyDictionary<string, double>> overrides, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>;

    /// <summary>Makes devices that differ and hands them to a use.</summary>
    /// <param name="drawn">Their parameters.</param>
    /// <param name="use">Receives as many devices as there are rows.</param>
    /// <exception cref="BrunoException">A parameter has a fault (<see cref="ExitCode.Usage"/>).</exception>
    TResult Use<T, TResult>(DrawnParameters drawn, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>;

    /// <summary>Adds a layer of devices to a network, one a unit of the layer before; equal ones where nothing varies.</summary>
    /// <param name="builder">The network.</param>
    /// <param name="overrides">Parameters of the nominal device that differ from the defaults.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="variability">How they differ from device to device.</param>
    /// <param name="layer">The number of the layer, which their random numbers follow from.</param>
    /// <exception cref="BrunoException">An override has a fault (<see cref="ExitCode.Usage"/>); the message lists all.</exception>
    void AddTo<T>(
        NetworkBuilder<T> builder, IReadOnlyDictionary<string, double> overrides, DeviceLayerOptions options, NeuronVariability variability,
        int layer)
        where T : unmanaged, IReal<T>;
}
