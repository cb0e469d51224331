using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Recurrent neurons of one step an outer step whose coefficients are trained: states, output, and the gradients of input, recurrent
/// weights and coefficients.
/// </summary>
/// <param name="kind">Which neurons.</param>
internal sealed class NeuronFamily(NeuronFamily.Kind kind) : IVerificationFamily
{
    private const int Steps = 30;
    private const double Slope = 10;

    /// <summary>Neurons that have no family of their own.</summary>
    internal enum Kind
    {
        /// <summary>LIF neurons with an adaptive threshold.</summary>
        AdaptiveLif,

        /// <summary>Spiking neural units.</summary>
        Snu,

        /// <summary>The same, soft.</summary>
        SoftSnu,

        /// <summary>FeLIF neurons without dimensions.</summary>
        NormalisedFelif,
    }

    /// <inheritdoc/>
    public string Name => kind switch
    {
        Kind.AdaptiveLif => "recurrent adaptive LIF",
        Kind.Snu => "recurrent SNU",
        Kind.SoftSnu => "recurrent soft SNU",
        _ => "recurrent normalised FeLIF",
    };

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Neurons, int Batch)[] sizes = [(1, 1), (17, 1), (17, 3), (129, 2)];
        return sizes.SelectMany(size => kind switch
        {
            Kind.AdaptiveLif => new[] { default, new AdaptiveLif<T>(T.From(1)) }.SelectMany(
                neuron => Measure<T, AdaptiveLif<T>>(context, neuron, [0.8, 0.9, 1.8, 1], size.Neurons, size.Batch, 5)),
            Kind.NormalisedFelif => Measure<T, NormalisedFelif<T>>(
                context, new NormalisedFelif<T>(T.From(1), T.From(0.5), T.From(0.01), T.From(1.3), T.From(2)), [0.9, 1, 2, 1], size.Neurons, size.Batch, 1.5),
            _ => Measure<T, Snu<T>>(context, default(Snu<T>), [0.8, 1], size.Neurons, size.Batch, 1),
        });
    }

    private IEnumerable<Deviation> Measure<T, TNeuron>(
        VerificationContext context, TNeuron neuron, double[] coefficients, int neurons, int batch, double largestInput)
        where T : unmanaged, IReal<T>
        where TNeuron : unmanaged, INeuron<TNeuron, T>
    {
        int lanes = batch * neurons, length = Steps * lanes;
        double[] input = VerificationContext.Rounded<T>(Draw.Uniform(51, length, -0.4 * largestInput, largestInput));
        double[] adjoints = VerificationContext.Rounded<T>(Draw.Uniform(52, length, -1, 1));
        double size = 1 / Math.Sqrt(neurons);
        double[] recurrent = VerificationContext.Rounded<T>(Draw.Uniform(53, neurons * neurons, -size, size));
        double[] values = VerificationContext.Rounded<T>(coefficients);

        NetworkBuilder<T> builder = new(context.Device, neurons);
        string name = builder.NextName("neurons");
        NeuronCoefficient[] trained =
            [.. values.Select((value, i) => new NeuronCoefficient(value) { Parameter = builder.Layout.Declare($"{name}.{i}", [1], () => [value]) })];
        bool isSoft = kind == Kind.SoftSnu;
        builder.AddNeurons(name, _ => neuron, new()
        {
            Output = isSoft ? NeuronOutput.Logistic : NeuronOutput.Spikes,
            SurrogateSlope = Slope,
            Coefficients = trained,
            Recurrent = builder.Recurrent(name, () => recurrent),
        });
        SequenceExtent extent = new(Steps, batch);
        using Network<T> network = builder.Build(extent);
        NeuronLayer<T, TNeuron> layer = (NeuronLayer<T, TNeuron>)network.Layers[0];
        using DeviceBuffer<T> x = context.Upload<T>(input);
        network.Forward(new Signal<T>(x.View), extent);
        LayerStates found = new(
            context.Download(layer.Tape.Potential, length, lanes), context.Download(layer.Tape.Internal, length, lanes),
            isSoft ? context.Download(layer.Output.Values, length) : context.Download(layer.Output.Spikes, length));
        ConformanceBuffers.Upload(layer.OutputAdjoint, context.Stream, adjoints);
        network.Backward(new Signal<T>(x.View), extent);
        double[] ofInput = context.Download(layer.OutputAdjoint, length), gradients = network.Parameters.ExportGradients();

        T[] four = [.. values.Concat([0, 0, 0, 0]).Take(NeuronCoefficients<T>.Count).Select(T.From)];
        PlainNeurons<TNeuron, T> plain = new(neuron, four, isSoft, new(T.From(Slope), SurrogateKind.Superspike), recurrent, batch, neurons);
        LayerStates expected = plain.Forward(input);
        (double[] Input, double[] Recurrent, double[] Coefficients) reference = plain.Backward(adjoints);
        string where = FormattableString.Invariant($"{neurons} neurons x {batch}");
        double states = VerificationContext.In<T>(1e-5, 1e-13), relative = VerificationContext.In<T>(1e-4, 1e-12);
        yield return Deviation.Absolute($"{where}, potential", found.Potential, expected.Potential, states);
        yield return Deviation.Absolute($"{where}, internal variable", found.Internal, expected.Internal, states);
        yield return Deviation.Absolute($"{where}, output", found.Spikes, expected.Spikes, isSoft ? states : 0);
        yield return Deviation.Relative($"{where}, gradient of input", ofInput, reference.Input, relative);
        yield return Deviation.Relative($"{where}, gradient of coefficients", gradients[..values.Length], reference.Coefficients[..values.Length], relative);
        yield return Deviation.Relative($"{where}, gradient of recurrent weights", gradients[values.Length..], reference.Recurrent, relative);
    }
}
