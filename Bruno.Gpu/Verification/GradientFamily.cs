using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>
/// A gradient method of a layer of devices: the derivative of spikes with respect to the currents of all steps, against the
/// same recursion over the method's own derivative of a step.
/// </summary>
/// <param name="method">The gradient method.</param>
/// <param name="integrator">The integrator of the forward pass.</param>
internal sealed class GradientFamily(IGradientMethod method, IntegratorKind integrator = IntegratorKind.Euler) : IVerificationFamily
{
    private const int Steps = 20, MicroSteps = 100, Neurons = 20, VariedLanes = 200;

    /// <inheritdoc/>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public bool IsInShortForm { get; init; }

    /// <inheritdoc/>
    public bool IsRunInDouble { get; init; }

    /// <summary>Whether Heracles neurons are run as well.</summary>
    public bool IsWithHeracles { get; init; }

    /// <summary>How the undersampled states are stored.</summary>
    public TapePrecision Tape { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        IEnumerable<Deviation> felif = Measure<T, Felif<T>, DeviceState<T>, Matrix2<T>>(
            context, "FeLIF", VerificationDevices.Felif<T>(), 1, IsInShortForm ? context.Sizes : context.FewSizes);
        if (context.IsShort)
            return felif;
        IEnumerable<Deviation> varied = Measure<T, Felif<T>, DeviceState<T>, Matrix2<T>>(
            context, "varied FeLIF", VerificationDevices.Felifs<T>(Neurons), Neurons, [VariedLanes / Neurons]);

        // Explicit Euler makes spikes of its own on Heracles in float.
        bool isSound = integrator == IntegratorKind.Adaptive || VerificationContext.In<T>(0, 1) > 0;
        IEnumerable<Deviation> heracles = IsWithHeracles && isSound
            ? Measure<T, Heracles<T>, DeviceState<T>, Matrix2<T>>(context, "Heracles", VerificationDevices.Heracles<T>(), 1, context.FewSizes)
            : [];
        return felif.Concat(varied).Concat(heracles);
    }

    private IEnumerable<Deviation> Measure<T, TDevice, TState, TMatrix>(
        VerificationContext context, string label, TDevice[] devices, int neurons, IReadOnlyList<int> batches)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        int most = batches[^1] * neurons;
        double[] currents = VerificationContext.Rounded<T>(DeviceDrive.Moderate(Steps, most));
        double[] adjoints = VerificationContext.Rounded<T>(Draw.Uniform(300_000, currents.Length, -1, 1));
        HashSet<int>? chosen = method.Routes.ChosenSteps is int wanted ? [.. Enumerable.Range(0, wanted).Select(i => (7 * i + 3) % Steps)] : null;
        (LayerStates expected, double[] gradient) = PlainPass<T, TDevice, TState, TMatrix>.Of(
            method, Options, devices, neurons, currents, most, adjoints, chosen);
        using DeviceLayerRun<T, TDevice, TState, TMatrix> run = new(context, devices, neurons, Options, new(Steps, batches[^1]));
        foreach (int batch in batches)
        {
            int lanes = batch * neurons;
            SequenceExtent extent = new(Steps, batch);
            LayerStates actual = run.Forward(First(currents, lanes, most), extent);
            double[] found = run.Backward(First(adjoints, lanes, most), extent, chosen);
            string where = $"{label}, {lanes} lanes";
            LaneComparison comparison = new(actual.Spikes, expected.Spikes, lanes, most);
            foreach (Deviation deviation in comparison.States(where, actual, expected, StateTolerance.For<T>()))
                yield return deviation;
            foreach (Deviation deviation in Compare<T, TDevice>(comparison, $"{where}, gradient", found, gradient))
                yield return deviation;
        }
    }

    private IEnumerable<Deviation> Compare<T, TDevice>(LaneComparison comparison, string where, double[] found, double[] gradient)
        where T : unmanaged, IReal<T>
    {
        bool isRough = Tape == TapePrecision.Float16 || (integrator == IntegratorKind.Adaptive
            && (VerificationContext.In<T>(0, 1) == 0 || typeof(TDevice) == typeof(Heracles<Float64>)));
        return isRough
            ? comparison.RoughGradient(where, found, gradient, 0.1, typeof(TDevice) == typeof(Felif<T>) ? 0.05 : 0.3)
            : [comparison.Gradient(where, found, gradient, VerificationContext.In<T>(0.02, 1e-5))];
    }

    private static double[] First(double[] values, int lanes, int most) =>
        [.. Enumerable.Range(0, values.Length / most * lanes).Select(i => values[i / lanes * most + i % lanes])];

    private DeviceLayerOptions Options => new()
    {
        CurrentUnitAmpere = 1e-9,
        Integrator = integrator,
        MicroSteps = integrator == IntegratorKind.Exponential ? 16 : MicroSteps,
        Surrogate = SurrogateKind.Superspike,
        SurrogateSlope = 10,
        Gradient = method,
        Tape = Tape,
    };
}
