using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>LIF neurons: states, spikes, and the gradients of input, decays and recurrent weights.</summary>
/// <param name="isRecurrent">Whether they are connected among each other.</param>
internal sealed class LifFamily(bool isRecurrent) : IVerificationFamily
{
    private const int Steps = 30;
    private const double Alpha = 0.8, Beta = 0.7, Slope = 10;

    /// <inheritdoc/>
    public string Name => isRecurrent ? "recurrent LIF" : "LIF";

    /// <inheritdoc/>
    public bool IsInShortForm => !isRecurrent;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Neurons, int Batch)[] sizes = [(1, 1), (17, 1), (17, 3), (257, 1), .. isRecurrent ? Array.Empty<(int, int)>() : [(250, 4)]];
        return sizes.SelectMany(size => Measure<T>(context, size.Neurons, size.Batch));
    }

    private IEnumerable<Deviation> Measure<T>(VerificationContext context, int neurons, int batch)
        where T : unmanaged, IReal<T>
    {
        int lanes = batch * neurons, length = Steps * lanes;
        double[] input = VerificationContext.Rounded<T>(Draw.Uniform(11, length, -1, 5));
        double[] adjoints = VerificationContext.Rounded<T>(Draw.Uniform(12, length, -1, 1));
        double size = 2 / Math.Sqrt(neurons);
        double[]? recurrent = isRecurrent ? VerificationContext.Rounded<T>(Draw.Uniform(13, neurons * neurons, -size, size)) : null;

        NetworkBuilder<T> builder = new(context.Device, neurons);
        builder.AddLif(Alpha, Beta, 1, SurrogateKind.Superspike, Slope, recurrent);
        SequenceExtent extent = new(Steps, batch);
        using Network<T> network = builder.Build(extent);
        NeuronLayer<T, Lif<T>> layer = (NeuronLayer<T, Lif<T>>)network.Layers[0];
        using DeviceBuffer<T> x = context.Upload<T>(input);
        network.Forward(new Signal<T>(x.View), extent);
        LayerStates found = new(
            context.Download(layer.Tape.Potential, length, lanes), context.Download(layer.Tape.Internal, length, lanes),
            context.Download(layer.Output.Spikes, length));
        ConformanceBuffers.Upload(layer.OutputAdjoint, context.Stream, adjoints);
        network.Backward(new Signal<T>(x.View), extent);
        double[] ofInput = context.Download(layer.OutputAdjoint, length), gradients = network.Parameters.ExportGradients();

        double[] decays = VerificationContext.Rounded<T>([Alpha, Beta]);
        PlainLif plain = new(decays[0], decays[1], recurrent, Slope, batch, neurons);
        LayerStates expected = plain.Forward(input);
        (double[] Input, double[] Decays, double[] Recurrent) reference = plain.Backward(adjoints);
        string where = FormattableString.Invariant($"{neurons} neurons x {batch}");
        double states = VerificationContext.In<T>(1e-5, 1e-13), relative = VerificationContext.In<T>(1e-4, 1e-12);
        yield return Deviation.Absolute($"{where}, V", found.Potential, expected.Potential, states);
        yield return Deviation.Absolute($"{where}, I", found.Internal, expected.Internal, states);
        yield return new($"{where}, spikes", found.Spikes.Zip(expected.Spikes, (a, b) => a == b ? 0 : 1).Sum(), 0);
        yield return Deviation.Relative($"{where}, gradient of input", ofInput, reference.Input, relative);
        yield return Deviation.Relative($"{where}, gradient of decays", gradients[..2], reference.Decays, relative);
        if (isRecurrent)
            yield return Deviation.Relative($"{where}, gradient of recurrent weights", gradients[2..], reference.Recurrent, relative);
    }
}
