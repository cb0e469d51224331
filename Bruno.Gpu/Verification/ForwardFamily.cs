using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>The forward pass of devices with an integrator: states and spikes of lanes that go different ways.</summary>
/// <param name="integrator">The integrator.</param>
internal sealed class ForwardFamily(IntegratorKind integrator) : IVerificationFamily
{
    private const int Steps = 20, Neurons = 20, VariedLanes = 200;

    /// <inheritdoc/>
    public string Name => $"forward, {integrator.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public bool IsInShortForm => integrator != IntegratorKind.Exponential;

    /// <inheritdoc/>
    public bool IsRunInDouble => integrator != IntegratorKind.Exponential;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        IEnumerable<Deviation> nominal = Measure<T, Felif<T>, DeviceState<T>, Matrix2<T>>(context, "FeLIF", VerificationDevices.Felif<T>());
        if (context.IsShort)
            return nominal;

        // Explicit Euler on Heracles is the business of conformance vectors: it makes spikes of its own, by the last digits of
        // an exponential.
        IEnumerable<Deviation> heracles = integrator == IntegratorKind.Euler
            ? []
            : Measure<T, Heracles<T>, DeviceState<T>, Matrix2<T>>(context, "Heracles", VerificationDevices.Heracles<T>());
        return nominal.Concat(Varied<T>(context)).Concat(heracles);
    }

    /// <summary>As many batch elements of one neuron as there are to be lanes.</summary>
    private IEnumerable<Deviation> Measure<T, TDevice, TState, TMatrix>(VerificationContext context, string label, TDevice[] devices)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        IReadOnlyList<int> sizes = typeof(TDevice) == typeof(Felif<T>) ? context.Sizes : context.FewSizes;
        int most = sizes[^1];
        double[] currents = VerificationContext.Rounded<T>(Currents(most));
        LayerStates expected = Plain<T, TDevice, TState, TMatrix>(devices, 1, currents, most);
        using DeviceLayerRun<T, TDevice, TState, TMatrix> run = new(context, devices, 1, Options, new(Steps, most));
        foreach (int lanes in sizes)
        {
            double[] some = [.. Enumerable.Range(0, Steps * lanes).Select(i => currents[i / lanes * most + i % lanes])];
            LayerStates actual = run.Forward(some, new(Steps, lanes));
            foreach (Deviation deviation in new LaneComparison(actual.Spikes, expected.Spikes, lanes, most).States($"{label}, {lanes} lanes", actual, expected, Tolerance<T, TDevice>()))
                yield return deviation;
        }
    }

    /// <summary>Neurons with parameters of their own, in several batch elements.</summary>
    private IEnumerable<Deviation> Varied<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        Felif<T>[] devices = VerificationDevices.Felifs<T>(Neurons);
        SequenceExtent extent = new(Steps, VariedLanes / Neurons);
        int lanes = extent.Batch * Neurons;
        double[] currents = VerificationContext.Rounded<T>(Currents(lanes));
        LayerStates expected = Plain<T, Felif<T>, DeviceState<T>, Matrix2<T>>(devices, Neurons, currents, lanes);
        using DeviceLayerRun<T, Felif<T>, DeviceState<T>, Matrix2<T>> run = new(context, devices, Neurons, Options, extent);
        LayerStates actual = run.Forward(currents, extent);
        foreach (Deviation deviation in new LaneComparison(actual.Spikes, expected.Spikes, lanes, lanes).States("varied FeLIF", actual, expected, Tolerance<T, Felif<T>>()))
            yield return deviation;
    }

    private double[] Currents(int lanes) =>
        integrator == IntegratorKind.Adaptive ? DeviceDrive.Currents(Steps, lanes) : DeviceDrive.ForFixedSteps(Steps, lanes);

    private LayerStates Plain<T, TDevice, TState, TMatrix>(TDevice[] devices, int neurons, double[] currents, int lanes)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        Options.Integration.Use(new PlainUse<T, TDevice, TState, TMatrix>(devices, neurons, currents, lanes));

    /// <summary>Rounding decides on steps of Heracles, whose rates are small differences of huge ones.</summary>
    private StateTolerance Tolerance<T, TDevice>() =>
        integrator != IntegratorKind.Adaptive ? StateTolerance.For<T>()
        : typeof(TDevice) == typeof(Heracles<Float32>) ? StateTolerance.Jumping
        : typeof(TDevice) == typeof(Heracles<Float64>) ? StateTolerance.Coarse
        : StateTolerance.For<T>();

    private DeviceLayerOptions Options => new()
    {
        CurrentUnitAmpere = 1e-9,
        Integrator = integrator,
        MicroSteps = integrator == IntegratorKind.Exponential ? 16 : 100,
        Surrogate = SurrogateKind.Superspike,
        SurrogateSlope = 10,
        Gradient = new BrunoGradient(),
    };

    private sealed record PlainUse<T, TDevice, TState, TMatrix>(TDevice[] Devices, int Neurons, double[] Currents, int Lanes) : IIntegratorUse<T, TDevice, TState, TMatrix, LayerStates>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public LayerStates With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> =>
            new PlainLayer<TDevice, T, TState, TMatrix, PlainStep<TDevice, T, TState, TMatrix, TIntegrator, FineLinearisation<TDevice, T, TState, TMatrix, TIntegrator, Kept>>>(
                Devices, Neurons, Currents, Lanes, new(integrator, new(integrator), isSensitive: false)).Forward();
    }
}
