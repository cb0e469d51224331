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
/// CUBA LIF neurons, each with coefficients of its own, behind which each neuron's spikes wait for a time of its own: states, delayed
/// spikes, and the gradients of input and recurrent weights.
/// </summary>
/// <param name="isRecurrent">Whether they are connected among each other.</param>
internal sealed class CubaLifFamily(bool isRecurrent) : IVerificationFamily
{
    private const int Steps = 30, Longest = 5;
    private const double Slope = 10;

    private static readonly (double Low, double High)[] Ranges =
        [(0, 0.8), (0.5, 1.5), (0.6, 1), (0.3, 0.8), (-0.3, 0.3), (-0.1, 0.1), (0.5, 1.5), (-0.4, 0.4)];

    /// <inheritdoc/>
    public string Name => isRecurrent ? "recurrent CUBA LIF, delays" : "CUBA LIF, delays";

    /// <inheritdoc/>
    public bool IsInShortForm => !isRecurrent;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Neurons, int Batch)[] sizes = [(1, 1), (17, 1), (17, 3), (257, 1)];
        return sizes.SelectMany(size => Measure<T>(context, size.Neurons, size.Batch));
    }

    private IEnumerable<Deviation> Measure<T>(VerificationContext context, int neurons, int batch)
        where T : unmanaged, IReal<T>
    {
        int lanes = batch * neurons, length = Steps * lanes;
        double[] input = VerificationContext.Rounded<T>(Draw.Uniform(21, length, -1, 2.5));
        double[] adjoints = VerificationContext.Rounded<T>(Draw.Uniform(22, length, -1, 1));
        double[][] coefficients =
            [.. Ranges.Select((range, i) => VerificationContext.Rounded<T>(Draw.Uniform(23 + (uint)i, neurons, range.Low, range.High)))];
        double size = 1 / Math.Sqrt(neurons);
        double[]? recurrent = isRecurrent ? VerificationContext.Rounded<T>(Draw.Uniform(40, neurons * neurons, -size, size)) : null;
        double[] delays = Array.ConvertAll(Draw.Integers(41, neurons, Longest + 1), steps => (double)steps);

        NetworkBuilder<T> builder = new(context.Device, neurons);
        new CubaLifNeurons(true, ResetKind.Zero, SurrogateKind.Superspike, Slope).AddTo(
            builder, [.. coefficients.Select(values => (Func<double[]>)(() => values))], recurrent is null ? null : () => recurrent, null);
        Parameter waits = builder.Layout.Declare("1.delay.steps", [neurons], () => delays, isTrained: false);
        builder.Add(neurons, inner => new TransmissionDelayLayer<T>("1.delay", waits, Longest, true, inner), isSpiking: true);
        SequenceExtent extent = new(Steps, batch);
        using Network<T> network = builder.Build(extent);
        NeuronLayer<T, CubaLif<T>> layer = (NeuronLayer<T, CubaLif<T>>)network.Layers[0];
        using DeviceBuffer<T> x = context.Upload<T>(input);
        network.Forward(new Signal<T>(x.View), extent);
        LayerStates found = new(
            context.Download(layer.Tape.Potential, length, lanes), context.Download(layer.Tape.Internal, length, lanes),
            context.Download(network.Output.Spikes, length));
        ConformanceBuffers.Upload(network.OutputAdjoint, context.Stream, adjoints);
        network.Backward(new Signal<T>(x.View), extent);
        double[] ofInput = context.Download(layer.OutputAdjoint, length);
        double[] ofWeights = network.Parameters.ExportGradients()[(CubaLif<T>.Constants * neurons)..^neurons];

        PlainCubaLif plain = new(coefficients, recurrent, Slope, batch, neurons);
        LayerStates expected = plain.Forward(input);
        (double[] Input, double[] Recurrent) reference = plain.Backward(Shifted(adjoints, delays, lanes, 1));
        string where = FormattableString.Invariant($"{neurons} neurons x {batch}");
        double states = VerificationContext.In<T>(1e-5, 1e-13), relative = VerificationContext.In<T>(1e-4, 1e-12);
        yield return Deviation.Absolute($"{where}, v", found.Potential, expected.Potential, states);
        yield return Deviation.Absolute($"{where}, i", found.Internal, expected.Internal, states);
        yield return new($"{where}, spikes", found.Spikes.Zip(Shifted(expected.Spikes, delays, lanes, -1), (a, b) => a == b ? 0 : 1).Sum(), 0);
        yield return Deviation.Relative($"{where}, gradient of input", ofInput, reference.Input, relative);
        if (isRecurrent)
            yield return Deviation.Relative($"{where}, gradient of recurrent weights", ofWeights, reference.Recurrent, relative);
    }

    /// <summary>Each lane's numbers from as many steps later, or earlier, as its delay has; 0 outside.</summary>
    private static double[] Shifted(double[] values, double[] delays, int lanes, int direction)
    {
        double[] shifted = new double[values.Length];
        for (int index = 0; index < values.Length; ++index)
        {
            int source = index + direction * (int)delays[index % lanes % delays.Length] * lanes;
            shifted[index] = source >= 0 && source < values.Length ? values[source] : 0;
        }

        return shifted;
    }
}
