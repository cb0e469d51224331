using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;

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

    /// <summary>The variables of its state, the membrane potential first.</summary>
    IReadOnlyList<ShownQuantity> Variables { get; }

    /// <summary>What else of it is shown, in the order of its devices.</summary>
    IReadOnlyList<ShownQuantity> Observables { get; }

    /// <summary>
    /// Every fault of some overrides: unknown names with the nearest one, values that are not finite, values that are not
    /// positive where they must be. The keys of the faults are the names of the parameters.
    /// </summary>
    IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides);

    /// <summary>
    /// The energy that a spike needs at least, J: the charge of one switching, delivered up to the threshold. None where the model does
    /// not say.
    /// </summary>
    /// <param name="overrides">Parameters that differ from the defaults.</param>
    double? SpikeEnergy(IReadOnlyDictionary<string, double> overrides);

    /// <summary>The power that a device takes at most without spikes, W: its discharge current at the threshold. None where the model does not say.</summary>
    /// <param name="overrides">Parameters that differ from the defaults.</param>
    double? StaticPower(IReadOnlyDictionary<string, double> overrides);

    /// <summary>
    /// Which part of the model's text has no finite value or derivative in a state; none where the model has no text, or all of it is finite.
    /// </summary>
    /// <param name="overrides">Parameters that differ from the defaults.</param>
    /// <param name="state">The variables, in the units that they are shown in.</param>
    /// <param name="input">The input, A.</param>
    /// <param name="at">The state in words, as the end of a sentence.</param>
    string? Explain(IReadOnlyDictionary<string, double> overrides, IReadOnlyList<double> state, double input, string at) => null;

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
}
