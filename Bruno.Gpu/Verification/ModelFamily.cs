using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Models;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Models that are written as text, of one variable, three and four, by the integrator for devices of any width: states, spikes, and the
/// derivative with respect to the currents of all steps.
/// </summary>
/// <param name="method">The gradient method.</param>
internal sealed class ModelFamily(IGradientMethod method) : IVerificationFamily
{
    private const int Steps = 15;

    private const string Leaky = """
        description = "a capacitor with a leak"
        potential = "V"
        [parameters]
        capacitance = { value = 10, unit = "pF" }
        leak = { value = 1, unit = "nS" }
        [variables.V]
        unit = "V"
        rate = "(I - leak * V) / capacitance"
        initial = 0
        reset = 0
        low = -2
        high = 2
        [spike]
        when = "V >= 0.5 V"
        """;

    /// <summary>
    /// Steps follow an error estimate, whose last digits decide how long they are: states differ by as much as steps may err. The last
    /// variable is a potential, a temperature in K, a gate.
    /// </summary>
    private static readonly StateTolerance InFloat = new(3e-3, 3e-4, 0.5, 0.05, 0.02);

    // Each with the current that stands for one nA of FeLIF.
    private static readonly (string Name, string Text, double Factor)[] Models =
    [
        ("leaky", Leaky, 1),
        ("reram", ModelLibrary.Text("reram"), 5e3),
        ("hodgkin-huxley", ModelLibrary.Text("hodgkin-huxley"), 0.1),
    ];

    /// <inheritdoc/>
    public string Name => $"text models, {method.Name}";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T> => Models.SelectMany(model => DeviceCatalogue.FromText($"{model.Name}.toml", model.Text).Use(
            [new Dictionary<string, double>()], new Judge<T>(context, model.Name, method, model.Factor)));

    private sealed class Judge<T>(VerificationContext context, string label, IGradientMethod method, double factor) : IDeviceUse<T, List<Deviation>>
        where T : unmanaged, IReal<T>
    {
        public List<Deviation> With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        {
            int lanes = context.FewSizes[^1];
            double[] currents = VerificationContext.Rounded<T>([.. DeviceDrive.Moderate(Steps, lanes).Select(current => factor * current)]);
            double[] adjoints = VerificationContext.Rounded<T>(Draw.Uniform(300_000, currents.Length, -1, 1));
            (LayerStates expected, double[] gradient) = PlainPass<T, TDevice, TState, TMatrix>.Of(
                method, Options, devices, 1, currents, lanes, adjoints, null);
            SequenceExtent extent = new(Steps, lanes);
            using DeviceLayerRun<T, TDevice, TState, TMatrix> run = new(context, devices, 1, Options, extent);
            LayerStates actual = run.Forward(currents, extent);
            double[] found = run.Backward(adjoints, extent, null);
            LaneComparison comparison = new(actual.Spikes, expected.Spikes, lanes, lanes);
            bool isFloat = VerificationContext.In<T>(1, 0) > 0;
            List<Deviation> deviations = [new($"{label}, spikes", expected.Spikes.Sum(), null)];
            deviations.AddRange(comparison.States(label, actual, expected, isFloat ? InFloat : StateTolerance.Fine));
            deviations.AddRange(isFloat
                ? comparison.RoughGradient($"{label}, gradient", found, gradient, 0.02, 0.05)
                : [comparison.Gradient($"{label}, gradient", found, gradient, 1e-5)]);
            return deviations;
        }

        private DeviceLayerOptions Options => new()
        {
            CurrentUnitAmpere = 1e-9,
            Integrator = IntegratorKind.Rosenbrock,
            MicroSteps = 1,
            Surrogate = SurrogateKind.Superspike,
            SurrogateSlope = 10,
            Gradient = method,
        };
    }
}
