using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>An encoder and dense synapses, with a delay between them or without: output and all gradients.</summary>
/// <param name="timing">Whether there is a delay.</param>
internal sealed class StackFamily(LayerTiming timing) : IVerificationFamily
{
    private const int Steps = 6, Channels = 3;

    /// <inheritdoc/>
    public string Name => timing == LayerTiming.Pipelined ? "encoder, delay and synapses" : "encoder and synapses";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Batch, int Hidden, int Outputs)[] sizes = [(1, 3, 1), (17, 12, 5), (43, 6, 257)];
        return sizes.SelectMany(size => Measure<T>(context, size.Batch, size.Hidden, size.Outputs));
    }

    private IEnumerable<Deviation> Measure<T>(VerificationContext context, int batch, int hidden, int outputs)
        where T : unmanaged, IReal<T>
    {
        int rows = Steps * batch, late = timing == LayerTiming.Pipelined ? batch : 0;
        double[] Numbers(uint which, int count) => VerificationContext.Rounded<T>(Draw.Uniform(which, count, -1, 1));
        double[] x = Numbers(81, rows * Channels), gain = Numbers(82, hidden), bias = Numbers(83, hidden), w = Numbers(84, hidden * outputs), b = Numbers(85, outputs);
        double[] dy = Numbers(86, rows * outputs);
        NetworkBuilder<T> builder = new(context.Device, Channels, timing);
        builder.AddEncoder(gain, bias);
        builder.AddLinear(outputs, w, b);
        SequenceExtent extent = new(Steps, batch);
        using Network<T> network = builder.Build(extent);
        using DeviceBuffer<T> input = context.Upload<T>(x);
        network.Forward(new Signal<T>(input.View), extent);
        double[] found = context.Download(network.Output.Values, rows * outputs);
        ConformanceBuffers.Upload(network.OutputAdjoint, context.Stream, dy);
        network.Backward(new Signal<T>(input.View), extent);
        double[] gradients = network.Parameters.ExportGradients();

        // What the synapses read in a row: the encoding, or that of the step before.
        double[] encoded = new double[rows * hidden];
        for (int i = late * hidden; i < encoded.Length; ++i)
            encoded[i] = gain[i % hidden] * (x[(i / hidden - late) * Channels + i % hidden % Channels] + bias[i % hidden]);
        MatrixShape shape = new(rows, hidden, outputs);
        double[] ofEncoded = PlainProducts.BackwardInput(shape, WeightSelection.One, dy, w), ofGain = new double[hidden], ofBias = new double[hidden];
        for (int i = late * hidden; i < encoded.Length; ++i)
        {
            ofGain[i % hidden] += ofEncoded[i] * (x[(i / hidden - late) * Channels + i % hidden % Channels] + bias[i % hidden]);
            ofBias[i % hidden] += ofEncoded[i] * gain[i % hidden];
        }

        string where = FormattableString.Invariant($"{batch} x {hidden} x {outputs}");
        double tolerance = VerificationContext.In<T>(2e-5, 1e-12);
        yield return Deviation.Relative($"{where}, output", found, PlainProducts.Forward(shape, WeightSelection.One, encoded, w, b), tolerance);
        foreach (Parameter parameter in network.Parameters.Parameters)
        {
            double[] expected = parameter.Name.Split('.')[^1] switch
            {
                "gain" => ofGain,
                "weights" => PlainProducts.BackwardWeights(shape, encoded, dy, 0),
                _ => parameter.Length == hidden && parameter.Name.Contains("encoder", StringComparison.Ordinal) ? ofBias : PlainProducts.BackwardBias(shape, dy, 0),
            };
            yield return Deviation.Relative(
                $"{where}, gradient of {parameter.Name}", gradients[parameter.Offset..(parameter.Offset + parameter.Length)], expected, tolerance);
        }
    }
}
