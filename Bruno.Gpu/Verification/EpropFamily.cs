using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Verification;

/// <summary>E-prop: the gradient of synapses in front of devices, from traces that are carried forwards.</summary>
internal sealed class EpropFamily : IVerificationFamily
{
    private const int Steps = 20, Inputs = 5, Batch = 3;

    /// <inheritdoc/>
    public string Name => "gradient, eprop";

    /// <inheritdoc/>
    public bool IsRunInDouble => false;

    private static DeviceLayerOptions Options => new()
    {
        CurrentUnitAmpere = 1e-9,
        MicroSteps = 200,
        Surrogate = SurrogateKind.Superspike,
        SurrogateSlope = 10,
        Gradient = new EpropGradient(new BrunoGradient()),
    };

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        foreach (int neurons in new[] { 1, 17, 90 })
        {
            double[] input = VerificationContext.Rounded<T>(Draw.Uniform(1, Steps * Batch * Inputs, 0, 1));
            double[] weights = VerificationContext.Rounded<T>(Draw.Uniform(2, Inputs * neurons, -0.4, 0.8));
            double[] signals = VerificationContext.Rounded<T>(Draw.Uniform(3, Steps * Batch * neurons, -1, 1));
            double[] found = OnDevice<T>(context, neurons, input, weights, signals);
            double[] expected = Plain<T>(neurons, input, weights, signals);
            yield return Deviation.Relative($"{neurons} neurons, gradient of weights", found, expected, VerificationContext.In<T>(0.02, 1e-6));
        }
    }

    private static double[] OnDevice<T>(VerificationContext context, int neurons, double[] input, double[] weights, double[] signals)
        where T : unmanaged, IReal<T>
    {
        NetworkBuilder<T> builder = new(context.Device, Inputs) { Routes = Options.Gradient.Routes };
        builder.AddLinear(neurons, weights, null);
        builder.AddDevices("felif", VerificationDevices.Felif<T>(), Options);
        SequenceExtent extent = new(Steps, Batch);
        using Network<T> network = builder.Build(extent);
        using DeviceBuffer<T> x = context.Upload<T>(input), adjoint = context.Upload<T>(signals);
        network.RunOnline(new Signal<T>(x.View), extent, window =>
        {
            long begin = (long)window.Begin * Batch * neurons, length = (long)window.Rows * neurons;
            adjoint.View.SubView(begin, length).CopyTo(context.Stream, network.OutputAdjoint.SubView(0, length));
        });
        return network.Parameters.ExportGradients();
    }

    /// <summary>In double but for the states and the derivatives of steps, which are the device's own lines.</summary>
    private static double[] Plain<T>(int neurons, double[] input, double[] weights, double[] signals)
        where T : unmanaged, IReal<T>
    {
        Felif<T> device = VerificationDevices.Felif<T>()[0];
        Euler<T, Felif<T>, DeviceState<T>, Matrix2<T>> integrator = Options.Integration.Euler<T, Felif<T>, DeviceState<T>, Matrix2<T>>(implicitSensitivity: true);
        CoarseLinearisation<Felif<T>, T, DeviceState<T>, Matrix2<T>, Held> linearisation = new(T.From(Options.OuterStepMilliseconds), T.From(0), T.From(0));
        Surrogate<T> surrogate = new(T.From(Options.SurrogateSlope), Options.Surrogate);
        double[] gradient = new double[Inputs * neurons];
        for (int element = 0; element < Batch; ++element)
        {
            for (int neuron = 0; neuron < neurons; ++neuron)
            {
                DeviceState<T> state = device.Initial;
                double[] ofPotential = new double[Inputs], ofInternal = new double[Inputs];
                for (int step = 0; step < Steps; ++step)
                {
                    int row = step * Batch + element;
                    double current = 0;
                    for (int from = 0; from < Inputs; ++from)
                        current += input[row * Inputs + from] * weights[from * neurons + neuron];
                    bool isReset = device.Fires(state);
                    Jacobian<T, DeviceState<T>, Matrix2<T>> j = linearisation.Linearise(device, state, T.From(current), 0);
                    state = isReset ? device.Reset(state) : integrator.Advance(device, state, T.From(current));
                    double signal = T.ToDouble(surrogate.Derivative(device.Excess(state))) * signals[row * neurons + neuron];
                    for (int from = 0; from < Inputs; ++from)
                    {
                        double z = input[row * Inputs + from], v = ofPotential[from], p = ofInternal[from];
                        ofPotential[from] = isReset ? 0 : Along(j.ByState[0].Potential, j.ByState[1].Potential, j.ByInput.Potential, v, p, z);
                        ofInternal[from] = isReset ? 0 : Along(j.ByState[0].Internal, j.ByState[1].Internal, j.ByInput.Internal, v, p, z);
                        gradient[from * neurons + neuron] += signal * ofPotential[from];
                    }
                }
            }
        }

        return gradient;
    }

    private static double Along<T>(T byPotential, T byInternal, T byInput, double v, double p, double z)
        where T : unmanaged, IReal<T> => Times(v, T.ToDouble(byPotential)) + Times(p, T.ToDouble(byInternal)) + T.ToDouble(byInput) * z;

    private static double Times(double trace, double derivative) => derivative == 0 ? 0 : trace * derivative;
}
